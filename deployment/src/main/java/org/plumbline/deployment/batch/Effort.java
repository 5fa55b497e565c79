package org.plumbline.deployment.batch;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;

/**
 * How much of the machine a run may take.
 *
 * @param threads that score
 * @param share of the time that they work, above 0 up to 1; the rest is left to others
 * @param betweenCheckpoints the work that a kill may cost
 */
public record Effort(int threads, double share, Duration betweenCheckpoints) {
  public Effort {
    require(threads > 0 && threads <= 64, "threads %s must lie in [1, 64]", threads);
    require(share > 0 && share <= 1, "share %s must lie in (0, 1]", share);
    require(!betweenCheckpoints.isNegative(), "%s is negative", betweenCheckpoints);
  }

  /** All processors, as for a command that a person waits for. */
  public static Effort whole() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Effort(Math.min(8, processors), 1, Duration.ofSeconds(30));
  }

  /** Rests after some work, so that the share is kept. */
  void rest(long workedNanos) {
    if (share < 1) {
      try {
        Thread.sleep(Duration.ofNanos((long) (workedNanos * (1 / share - 1))));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
