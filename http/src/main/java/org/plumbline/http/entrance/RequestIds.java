package org.plumbline.http.entrance;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.TimeOrderedIds;

/** The id that ties an answer to the log and the audit trail; a caller may bring its own. */
public final class RequestIds {
  public static final String HEADER = "X-Request-Id";

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  private static final String KEY = "plumbline.request-id";
  private static final TimeOrderedIds IDS = new TimeOrderedIds(Clock.systemUTC(), new PerThread());

  private RequestIds() {}

  /** The id of the request, made at its first use. */
  public static String of(RoutingContext context) {
    String known = context.get(KEY);
    if (known != null) {
      return known;
    }
    String id = of(context.request().getHeader(HEADER));
    context.put(KEY, id);
    return id;
  }

  /** The id that a caller brought when it is safe to be written down, else a new one. */
  public static String of(@Nullable String brought) {
    return brought != null && isSafe(brought) ? brought : IDS.next().toString();
  }

  /** Plain signs only: an id is written to logs and headers. */
  static boolean isSafe(String id) {
    if (id.isEmpty() || id.length() > 64) {
      return false;
    }
    return id.chars().allMatch(sign -> PLAIN.indexOf(sign) >= 0);
  }

  /** Ids need not be secret, so each thread draws from its own fast source. */
  private static final class PerThread implements RandomGenerator {
    @Override
    public long nextLong() {
      return ThreadLocalRandom.current().nextLong();
    }
  }
}
