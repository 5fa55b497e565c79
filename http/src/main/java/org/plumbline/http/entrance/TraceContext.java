package org.plumbline.http.entrance;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The place of a request in the trace that its caller keeps (W3C Trace Context, level 1): who
 * brings {@code traceparent} is answered the same trace with a span of ours, which the log names
 * when the request fails. Without one no trace is begun.
 *
 * @param traceId 32 hexadecimal digits, as it came
 * @param spanId 16 hexadecimal digits, ours
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
  public static final String HEADER = "traceparent";

  private static final String KEY = "plumbline.trace";
  private static final int LENGTH = 55;

  /** Takes up the caller's trace, if there is one, and tells our span of it. */
  static void enter(RoutingContext context) {
    String brought = context.request().getHeader(HEADER);
    if (brought != null) {
      continued(brought)
          .ifPresent(
              trace -> {
                context.put(KEY, trace);
                context.response().putHeader(HEADER, trace.header());
              });
    }
  }

  /** The trace of a request, empty when its caller keeps none. */
  public static Optional<TraceContext> of(RoutingContext context) {
    TraceContext trace = context.get(KEY);
    return Optional.ofNullable(trace);
  }

  /** A span of ours of the trace that a header tells of, empty when it tells of none. */
  public static Optional<TraceContext> continued(@Nullable String header) {
    return continued(header, ThreadLocalRandom.current().nextLong());
  }

  /** The next span of a trace, empty when the header is none of the standard's. */
  static Optional<TraceContext> continued(@Nullable String header, long span) {
    if (header == null || header.length() < LENGTH || !isLegal(header)) {
      return Optional.empty();
    }
    boolean sampled = (HexFormat.fromHexDigit(header.charAt(54)) & 1) != 0;
    // Zero is no span.
    String spanId = HexFormat.of().toHexDigits(span == 0 ? 1 : span);
    return Optional.of(new TraceContext(header.substring(3, 35), spanId, sampled));
  }

  private static boolean isLegal(String header) {
    boolean parted =
        header.charAt(2) == '-' && header.charAt(35) == '-' && header.charAt(52) == '-';
    boolean ends =
        header.length() == LENGTH || (!header.startsWith("00") && header.charAt(LENGTH) == '-');
    return parted
        && ends
        && isHex(header, 0, 2)
        && !header.startsWith("ff")
        && isId(header, 3, 35)
        && isId(header, 36, 52)
        && isHex(header, 53, 55);
  }

  private static boolean isId(String header, int from, int to) {
    return isHex(header, from, to)
        && header.substring(from, to).chars().anyMatch(digit -> digit != '0');
  }

  private static boolean isHex(String header, int from, int to) {
    return header
        .substring(from, to)
        .chars()
        .allMatch(sign -> (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f'));
  }

  /** As the answer bears it. */
  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
