package org.plumbline.http.entrance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.plumbline.access.Permission;
import org.plumbline.http.Route;

/**
 * How many requests one client may send: by account where it is known, else by address.
 *
 * <p>A token bucket per client and kind of route; clients that were silent for a while are
 * forgotten. Safe to share between threads, takes no lock.
 */
final class RateLimits {
  private static final int CLIENTS = 100_000;

  private final Cache<String, Bucket> predictions;
  private final Cache<String, Bucket> others;
  private final Cache<String, Bucket> signIns;
  private final Rates rates;

  RateLimits(Rates rates) {
    this.rates = rates;
    this.predictions = cache();
    this.others = cache();
    this.signIns = cache();
  }

  /**
   * Takes one request from the client's share and tells the client what is left.
   *
   * @return seconds to wait, 0 when the request may pass
   */
  long take(Route route, String client, HttpServerResponse response) {
    return switch (route) {
      case PREDICT -> take(predictions, rates.predictionsPerSecond(), 1, client, response);
      case LOGIN, REFRESH -> take(signIns, rates.signInsPerMinute(), 60, client, response);
      default -> take(others, rates.requestsPerSecond(), 1, client, response);
    };
  }

  /** As above, for a route that is in no table of ours, by what it needs. */
  long take(Permission permission, String client, HttpServerResponse response) {
    return permission == Permission.PREDICTION_CREATE
        ? take(predictions, rates.predictionsPerSecond(), 1, client, response)
        : take(others, rates.requestsPerSecond(), 1, client, response);
  }

  /** As above, for a wire that has no headers for what is left. */
  long take(Permission permission, String client) {
    ConsumptionProbe probe =
        permission == Permission.PREDICTION_CREATE
            ? take(predictions, rates.predictionsPerSecond(), 1, client)
            : take(others, rates.requestsPerSecond(), 1, client);
    return wait(probe);
  }

  private static long take(
      Cache<String, Bucket> buckets,
      int permits,
      int seconds,
      String client,
      HttpServerResponse response) {
    ConsumptionProbe probe = take(buckets, permits, seconds, client);
    long reset = ceilSeconds(probe.getNanosToWaitForReset());
    response.putHeader("RateLimit-Limit", Integer.toString(permits));
    response.putHeader("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
    response.putHeader("RateLimit-Reset", Long.toString(reset));
    return wait(probe);
  }

  private static ConsumptionProbe take(
      Cache<String, Bucket> buckets, int permits, int seconds, String client) {
    return buckets.get(client, key -> bucket(permits, seconds)).tryConsumeAndReturnRemaining(1);
  }

  private static long wait(ConsumptionProbe probe) {
    return probe.isConsumed() ? 0 : Math.max(1, ceilSeconds(probe.getNanosToWaitForRefill()));
  }

  private static long ceilSeconds(long nanos) {
    return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
  }

  private static Bucket bucket(int permits, int seconds) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(permits)
                .refillGreedy(permits, Duration.ofSeconds(seconds))
                .build())
        .build();
  }

  private static Cache<String, Bucket> cache() {
    return Caffeine.newBuilder()
        .maximumSize(CLIENTS)
        .expireAfterAccess(Duration.ofMinutes(5))
        .build();
  }
}
