package org.plumbline.http.prediction;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.SteadyClock;
import org.plumbline.kernel.VersionId;

/**
 * Leaves a version alone that keeps failing, so that it neither costs its full time nor floods the
 * log, and tries it again after some seconds.
 *
 * <p>A version that never failed has no breaker and costs one look at an empty map. Safe to share.
 */
@Singleton
public final class ModelBreakers {
  private static final int PAUSE_SECONDS = 10;

  private final Map<VersionId, CircuitBreaker> breakers = new ConcurrentHashMap<>();
  private final CircuitBreakerConfig config;

  /** Lets no version fail yet. */
  public ModelBreakers() {
    this(new SteadyClock());
  }

  /** As above, with another clock to measure the pause by. */
  ModelBreakers(Clock clock) {
    config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(PAUSE_SECONDS))
            .permittedNumberOfCallsInHalfOpenState(3)
            .clock(clock)
            .build();
  }

  /**
   * Has the version do its arithmetic.
   *
   * @throws PlumblineException MODEL_FAILED when it fails, or has failed so often that it is left
   *     alone
   */
  <T> T call(VersionId version, Supplier<T> arithmetic) {
    CircuitBreaker breaker = breakers.isEmpty() ? null : breakers.get(version);
    if (breaker != null && !breaker.tryAcquirePermission()) {
      throw PlumblineException.of(
              ErrorCode.MODEL_FAILED,
              "%s has failed several times and is left alone for %s s"
                  .formatted(version, PAUSE_SECONDS))
          .with("retryAfterSeconds", PAUSE_SECONDS);
    }
    long start = System.nanoTime();
    try {
      T result = arithmetic.get();
      if (breaker != null) {
        breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
      return result;
    } catch (RuntimeException | Error failure) {
      /* An error too, as of a stack or a heap that is too small for this model's arithmetic. */
      breakers
          .computeIfAbsent(version, id -> CircuitBreaker.of(id.toString(), config))
          .onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
      System.getLogger(ModelBreakers.class.getName())
          .log(System.Logger.Level.WARNING, version + " failed to score", failure);
      throw PlumblineException.of(
          ErrorCode.MODEL_FAILED,
          "%s failed to score the request, and no safeguard stands in for it".formatted(version),
          failure);
    }
  }

  /** The state of each version that ever failed, such as {@code CLOSED} or {@code OPEN}. */
  public Map<String, String> states() {
    var states = new TreeMap<String, String>();
    breakers.forEach((version, one) -> states.put(version.toString(), one.getState().name()));
    return states;
  }
}
