package org.plumbline.scoring.explain;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.scoring.Input;

/** The values at which a curve over one input is drawn. */
public final class Grids {
  private Grids() {}

  /**
   * Every category of a categorical input; of a numeric one up to {@code points} distinct observed
   * quantiles from the 1st to the 99th percentile, empty when every row is missing.
   */
  public static double[] of(Input input, double[][] rows, int index, int points) {
    Rules.require(points >= 1, "%s points asked for: give at least one", points);
    if (input.kind() == Input.Kind.CATEGORICAL) {
      return IntStream.range(0, input.categories().size()).asDoubleStream().toArray();
    }
    return quantiles(rows, index, points, 0.01, 0.99);
  }

  /** Distinct quantiles, evenly spread in rank from {@code first} to {@code last}. */
  static double[] quantiles(double[][] rows, int index, int points, double first, double last) {
    double[] values = sortedPresent(rows, index);
    if (values.length == 0) {
      return values;
    }
    return IntStream.range(0, points)
        .mapToDouble(
            i -> quantile(values, points == 1 ? 0.5 : first + (last - first) * i / (points - 1)))
        .distinct()
        .toArray();
  }

  static double[] sortedPresent(double[][] rows, int index) {
    return Arrays.stream(rows)
        .mapToDouble(row -> row[index])
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
  }

  /** The order statistic of that rank, so that only observed values are shown. */
  static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
