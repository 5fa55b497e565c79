package org.plumbline.stats.unlabelled;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/**
 * Where a metric lay while all was well: three standard deviations around its mean over the chunks
 * of the reference.
 */
public record AlertBand(double low, double high) {
  private static final double DEVIATIONS = 3;

  public AlertBand {
    Rules.require(low <= high, "the band from %s to %s runs backwards", low, high);
  }

  /**
   * Of the metric's values on at least two chunks, as large as those that will be watched.
   *
   * @throws IllegalArgumentException for fewer than two chunks, or values that are not finite
   */
  public static AlertBand of(double... chunks) {
    Rules.require(
        chunks.length >= 2, "%s chunks: at least two say how far it varies", chunks.length);
    Rules.finite(chunks, "chunks");
    double mean = Arrays.stream(chunks).average().orElseThrow();
    double squares = Arrays.stream(chunks).map(value -> (value - mean) * (value - mean)).sum();
    double reach = DEVIATIONS * Math.sqrt(squares / (chunks.length - 1));
    return new AlertBand(mean - reach, mean + reach);
  }

  /** Whether a value lies outside; an undefined one does not. */
  public boolean isBeyond(double value) {
    return value < low || value > high;
  }
}
