package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

import java.util.Arrays;

/**
 * Where a numeric column lies and how wide it is: the {@code mean} and {@code scale} of a {@link
 * Preprocessing.Numeric}. Fits drop NaN and refuse infinities; a column that is empty or constant
 * has scale 1, an empty one centre 0.
 */
public record Scaling(double center, double scale) {
  public Scaling {
    finite(center, "center");
    require(scale > 0 && Double.isFinite(scale), "scale %s must be positive and finite", scale);
  }

  /** Mean and standard deviation (divided by n). */
  public static Scaling standard(double[] values) {
    double[] present = present(values);
    double mean = mean(present);
    double largest = 0;
    for (double x : present) {
      largest = Math.max(largest, Math.abs(x - mean));
    }
    // In units of the largest, so that no square overflows or vanishes.
    double squares = 0;
    for (double x : present) {
      double unit = largest == 0 ? 0 : (x - mean) / largest;
      squares += unit * unit;
    }
    return of(mean, largest * Math.sqrt(squares / Math.max(1, present.length)));
  }

  /** Median and interquartile range (linear quantiles). */
  public static Scaling robust(double[] values) {
    double[] sorted = present(values);
    return of(quantile(sorted, 0.5), quantile(sorted, 0.75) - quantile(sorted, 0.25));
  }

  /** Smallest value and range: the column becomes 0 to 1. */
  public static Scaling minMax(double[] values) {
    double[] sorted = present(values);
    return sorted.length == 0 ? of(0, 0) : of(sorted[0], sorted[sorted.length - 1] - sorted[0]);
  }

  /** Mean of the values that are there, to impute the others; 0 if there are none. */
  public static double meanOf(double[] values) {
    return mean(present(values));
  }

  /** Median of the values that are there, to impute the others; 0 if there are none. */
  public static double medianOf(double[] values) {
    return quantile(present(values), 0.5);
  }

  private static Scaling of(double center, double scale) {
    return new Scaling(center, scale > 0 ? scale : 1);
  }

  /** Sorted, without NaN. */
  private static double[] present(double[] values) {
    double[] present = Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
    return finite(present, "value");
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (double x : values) {
      mean += x / values.length;
    }
    return mean;
  }

  private static double quantile(double[] sorted, double p) {
    if (sorted.length == 0) {
      return 0;
    }
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    double share = place - below;
    return sorted[below] * (1 - share) + sorted[above] * share;
  }
}
