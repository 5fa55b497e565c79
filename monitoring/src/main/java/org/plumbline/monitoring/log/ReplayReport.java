package org.plumbline.monitoring.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard;

/**
 * An answer held against what the same version makes of the same inputs now.
 *
 * @param same whether score and reasons are equal to the last bit, and the threshold is one that
 *     the version has
 * @param contentHash of the version that was loaded and verified for it
 * @param reasons empty when the answer gave none
 * @param safeguard what a safeguard did to the answer, null for nothing; where it gave another
 *     score than the model, the two differ by right and are not held against each other
 * @param threshold from which it counted as positive, where groups have their own; null where the
 *     one of the version held
 */
public record ReplayReport(
    UUID id,
    String model,
    int version,
    Instant predictedAt,
    String contentHash,
    boolean same,
    Compared score,
    List<ReasonCompared> reasons,
    @Nullable AppliedSafeguard safeguard,
    @Nullable Double threshold) {
  public ReplayReport {
    reasons = List.copyOf(reasons);
  }

  /**
   * A number then and now.
   *
   * @param loggedBits the IEEE 754 bits in hexadecimal, as two numbers may print alike
   */
  public record Compared(
      double logged, double replayed, String loggedBits, String replayedBits, boolean same) {
    static Compared of(double logged, double replayed) {
      return new Compared(
          logged,
          replayed,
          bits(logged),
          bits(replayed),
          Double.doubleToRawLongBits(logged) == Double.doubleToRawLongBits(replayed));
    }

    private static String bits(double value) {
      return "%016x".formatted(Double.doubleToRawLongBits(value));
    }
  }

  /** One reason then and now. */
  public record ReasonCompared(String feature, Compared contribution) {}
}
