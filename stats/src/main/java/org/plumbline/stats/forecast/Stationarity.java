package org.plumbline.stats.forecast;

import org.plumbline.stats.math.Cholesky;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * The augmented Dickey-Fuller test of a unit root: a small p-value speaks for a series that returns
 * to its mean (or to its line).
 *
 * @param statistic t of the lagged level; {@code NaN} for a constant, for a series that its own
 *     past explains without rest, and with too few periods
 * @param pValue MacKinnon's approximation, about 1e-3 near the critical values; {@code NaN} with
 *     the statistic
 * @param lags differences of the past in the regression
 * @param used periods in the regression
 */
public record Stationarity(double statistic, double pValue, int lags, int used) {

  /**
   * What the series returns to, with MacKinnon's polynomials of the statistic for one series
   * [Journal of Business & Economic Statistics 12, 1994, tables 3 and 4].
   */
  public enum Around {
    ZERO(0, -19.04, -1.04, Double.POSITIVE_INFINITY),
    MEAN(1, -18.83, -1.61, 2.74),
    LINE(2, -16.18, -2.89, 0.7);

    private final int columns;
    private final double lowest;
    private final double border;
    private final double highest;

    Around(int columns, double lowest, double border, double highest) {
      this.columns = columns;
      this.lowest = lowest;
      this.border = border;
      this.highest = highest;
    }

    double pValue(double statistic) {
      if (statistic > highest) {
        return 1;
      }
      return statistic < lowest ? 0 : Distributions.normalTail(-normal(statistic));
    }

    private double normal(double t) {
      boolean small = t <= border;
      return switch (this) {
        case ZERO ->
            small
                ? cubic(t, 0.6344, 1.2378, 0.032496, 0)
                : cubic(t, 0.4797, 0.93557, -0.06999, 0.033066);
        case MEAN ->
            small
                ? cubic(t, 2.1659, 1.4412, 0.038269, 0)
                : cubic(t, 1.7339, 0.93202, -0.12745, -0.010368);
        case LINE ->
            small
                ? cubic(t, 3.2512, 1.6047, 0.049588, 0)
                : cubic(t, 2.5261, 0.61654, -0.37956, -0.060285);
      };
    }

    private static double cubic(double t, double one, double first, double second, double third) {
      return one + t * (first + t * (second + t * third));
    }
  }

  /**
   * Tests the series with a fixed number of lags; linear in the periods.
   *
   * @throws IllegalArgumentException for a negative lag and values that are not finite
   */
  public static Stationarity of(double[] series, int lags, Around around) {
    /*
     * Least squares of the difference on the level before it, the lagged differences and what the
     * series returns to [Said & Dickey 1984]. The level comes last: its t then is what the last
     * pivot leaves of it. Columns are centred on the first value where a mean is in the regression,
     * and scaled, so that a high level does not cost digits.
     */
    Rules.finite(series, "series");
    Rules.require(lags >= 0, "%d lags must not be negative", lags);
    int used = (int) Math.max(0, (long) series.length - 1 - lags);
    int fixed = around.columns;
    int columns = fixed + lags + 1;
    if (used == 0 || used <= columns) {
      return new Stationarity(Double.NaN, Double.NaN, lags, used);
    }
    double centre = around == Around.ZERO ? 0 : series[0];
    double[][] design = new double[used][columns];
    double[] step = new double[used];
    for (int row = 0; row < used; row++) {
      int now = row + lags + 1;
      step[row] = series[now] - series[now - 1];
      if (fixed > 0) {
        design[row][0] = 1;
      }
      if (fixed > 1) {
        design[row][1] = (row + 1.0) / used;
      }
      for (int lag = 1; lag <= lags; lag++) {
        design[row][fixed + lag - 1] = series[now - lag] - series[now - lag - 1];
      }
      design[row][columns - 1] = series[now - 1] - centre;
    }
    double statistic = lastT(design, step);
    double pValue = Double.isNaN(statistic) ? Double.NaN : around.pValue(statistic);
    return new Stationarity(statistic, pValue, lags, used);
  }

  /** The t of the last column; {@code NaN} when another explains it or nothing is left over. */
  private static double lastT(double[][] design, double[] target) {
    int p = design[0].length;
    double[] scale = new double[p];
    for (double[] row : design) {
      for (int j = 0; j < p; j++) {
        scale[j] = Math.max(scale[j], Math.abs(row[j]));
      }
    }
    double[][] cross = new double[p][p];
    double[] moment = new double[p];
    for (int row = 0; row < design.length; row++) {
      for (int j = 0; j < p; j++) {
        double value = scale[j] == 0 ? 0 : design[row][j] / scale[j];
        design[row][j] = value;
        moment[j] += value * target[row];
        for (int k = 0; k <= j; k++) {
          cross[j][k] += value * design[row][k];
        }
      }
    }
    Cholesky factor = Cholesky.of(cross, 1e-12);
    if (!factor.isKept(p - 1)) {
      return Double.NaN;
    }
    double[] beta = factor.solve(moment);
    double squares = 0;
    double total = 0;
    for (int row = 0; row < design.length; row++) {
      double rest = target[row];
      for (int j = 0; j < p; j++) {
        rest -= beta[j] * design[row][j];
      }
      squares += rest * rest;
      total += target[row] * target[row];
    }
    if (!(squares > 1e-24 * total) || squares == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double[] unit = new double[p];
    unit[p - 1] = 1;
    double variance = squares / (design.length - factor.rank()) * factor.quadratic(unit);
    return beta[p - 1] / Math.sqrt(variance);
  }
}
