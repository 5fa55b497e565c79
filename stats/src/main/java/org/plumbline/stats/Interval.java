package org.plumbline.stats;

import org.plumbline.stats.math.Rules;

/**
 * A number with the interval that holds it at the stated confidence; {@code NaN} where undefined.
 *
 * @param value the estimate from all rows
 * @param low lower end, {@code NaN} when no interval could be formed
 * @param high upper end, {@code NaN} when no interval could be formed
 */
public record Interval(double value, double low, double high) {
  public Interval {
    Rules.require(!(low > high), "interval from %s to %s runs backwards", low, high);
  }

  /** An estimate whose uncertainty is not known. */
  public static Interval of(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }

  /** Whether the whole interval lies above the given number; false when it is not known. */
  public boolean isAbove(double number) {
    return low > number;
  }

  /** Whether the whole interval lies below the given number; false when it is not known. */
  public boolean isBelow(double number) {
    return high < number;
  }
}
