package org.plumbline.scoring.explain;

import java.util.function.ToDoubleFunction;

/**
 * The mean score over rows when one input is set to each value of a grid [Friedman 2001, section
 * 8.2].
 *
 * <p>Where inputs are correlated it averages over rows that cannot exist; {@link
 * AccumulatedEffects} does not.
 *
 * @param grid the values of the input, in the order they were given
 * @param mean the mean score at each of them
 */
public record PartialDependence(double[] grid, double[] mean) {

  /** Scores rows × grid times; missing values are set like all others. */
  public static PartialDependence of(
      ToDoubleFunction<double[]> score, double[][] rows, int input, double... grid) {
    Rules.requireInput(rows, input);
    double[] mean = new double[grid.length];
    for (double[] row : rows) {
      double[] curve = individual(score, row, input, grid);
      for (int g = 0; g < grid.length; g++) {
        mean[g] += curve[g];
      }
    }
    for (int g = 0; g < grid.length; g++) {
      mean[g] /= rows.length;
    }
    return new PartialDependence(grid.clone(), mean);
  }

  /**
   * The score of one row at each value of the grid: its individual conditional expectation
   * [Goldstein et al. 2015].
   */
  public static double[] individual(
      ToDoubleFunction<double[]> score, double[] row, int input, double... grid) {
    double[] changed = row.clone();
    double[] curve = new double[grid.length];
    for (int g = 0; g < grid.length; g++) {
      changed[input] = grid[g];
      curve[g] = score.applyAsDouble(changed);
    }
    return curve;
  }

  /** The mean score at each pair of values: one row per value of the first input. */
  public static double[][] surface(
      ToDoubleFunction<double[]> score,
      double[][] rows,
      int first,
      double[] firstGrid,
      int second,
      double[] secondGrid) {
    Rules.requireInput(rows, first);
    Rules.require(first != second, "a surface needs two inputs, both are %s", first);
    double[][] surface = new double[firstGrid.length][];
    for (int g = 0; g < firstGrid.length; g++) {
      double value = firstGrid[g];
      ToDoubleFunction<double[]> fixed =
          row -> {
            double[] changed = row.clone();
            changed[first] = value;
            return score.applyAsDouble(changed);
          };
      surface[g] = of(fixed, rows, second, secondGrid).mean();
    }
    return surface;
  }
}
