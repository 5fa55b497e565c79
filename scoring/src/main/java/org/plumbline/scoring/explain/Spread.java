package org.plumbline.scoring.explain;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.plumbline.scoring.Input;

/**
 * The values of one input that occur, and how far they lie apart.
 *
 * @param values what may be proposed: observed values of a number, the indexes of categories
 * @param unit one standard unit of a number, in which changes are measured; positive
 * @param whole whether only whole numbers occur
 */
public record Spread(double[] values, double unit, boolean whole) {
  private static final int QUANTILES = 33;
  private static final double NORMAL_QUARTILES = 1.3489795003921634;

  public Spread {
    Rules.require(
        unit > 0 && unit < Double.POSITIVE_INFINITY,
        "the unit is %s: it must be a positive number",
        unit);
  }

  /** Of one input over rows; a few thousand do. */
  public static Spread of(Input input, double[][] rows, int index) {
    double[] values = Grids.of(input, rows, index, QUANTILES);
    if (input.kind() == Input.Kind.CATEGORICAL) {
      return new Spread(values, 1, true);
    }
    return new Spread(values, unit(Grids.sortedPresent(rows, index)), isWhole(values));
  }

  /**
   * Of a number whose evenly spaced quantiles are known, as a profile knows them; empty when it was
   * always missing.
   *
   * @param whole whether only whole numbers make sense; quantiles between them are rounded
   */
  public static Spread ofQuantiles(boolean whole, double... ascending) {
    DoubleStream values = Arrays.stream(ascending);
    return new Spread(
        (whole ? values.map(Math::rint) : values).distinct().toArray(), unit(ascending), whole);
  }

  private static boolean isWhole(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == Math.rint(value));
  }

  /** Quartile range in units of a normal deviation, else the deviation, else 1. */
  private static double unit(double[] sorted) {
    if (sorted.length == 0) {
      return 1;
    }
    double quartiles = Grids.quantile(sorted, 0.75) - Grids.quantile(sorted, 0.25);
    if (quartiles > 0) {
      return quartiles / NORMAL_QUARTILES;
    }
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double squares = Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum();
    return squares > 0 ? Math.sqrt(squares / sorted.length) : 1;
  }
}
