package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

import java.util.Arrays;

/**
 * A line below which a given share of the targets lies: minimises {@code Σ level·max(r, 0) +
 * (1−level)·max(−r, 0)} of the residuals {@code r = y − Xβ − b} [Koenker & Bassett 1978].
 *
 * <p>The minimum is that of a linear program, met to rounding; where several lines are equally good
 * a point between them is given. Used once for each fit.
 */
public final class QuantileRegression {
  /*
   * Implementation note: the Frisch-Newton interior point method with Mehrotra's corrector of
   * Portnoy & Koenker 1997 [Statistical Science 12], the method "fn" of R's quantreg. The dual has a
   * box constraint on each row: x in (0, 1) with slack s = 1 - x; z and w are their multipliers, so
   * that residuals are w - z. Each step costs one weighted cross product.
   */
  private static final int MAX_STEPS = 100;
  private static final double SHORTEN = 0.99995;
  private static final double TOLERANCE = 1e-13;

  private final SparseRows rows;
  private final int n;
  private final double[] fitted;
  private final double[] x;
  private final double[] s;
  private final double[] z;
  private final double[] w;
  private final double[] dx;
  private final double[] dz;
  private final double[] dw;
  private final double[] curve;

  private QuantileRegression(SparseRows rows, double[] target, double level) {
    this.rows = rows;
    n = target.length;
    x = new double[n];
    s = new double[n];
    z = new double[n];
    w = new double[n];
    dx = new double[n];
    dz = new double[n];
    dw = new double[n];
    curve = new double[n];
    fitted = new RidgeRegression(rows, target).solve(0);
    double[] margins = rows.margins(fitted);
    for (int i = 0; i < n; i++) {
      x[i] = 1 - level;
      s[i] = level;
      double residual = target[i] - margins[i];
      // What is met exactly starts off both walls.
      double off = Math.abs(residual) < 1e-6 ? 1e-3 : 0;
      w[i] = Math.max(residual, 0) + off;
      z[i] = Math.max(-residual, 0) + off;
    }
  }

  /**
   * Fits.
   *
   * @param level share of the targets below the line, in (0, 1)
   * @return coefficients with the intercept last; a column that others explain gets 0
   */
  public static double[] fit(SparseRows rows, double[] target, double level) {
    require(
        rows.rowCount() == target.length, "%s rows but %s targets", rows.rowCount(), target.length);
    require(target.length > 0, "no rows: give at least one");
    require(level > 0 && level < 1, "level %s must lie in (0, 1)", level);
    double scale = Arrays.stream(target).map(Math::abs).max().orElse(0);
    require(scale < Double.POSITIVE_INFINITY, "the targets must be finite, not %s", scale);
    double unit = scale == 0 ? 1 : scale;
    double[] scaled = Arrays.stream(target).map(value -> value / unit).toArray();
    var search = new QuantileRegression(rows, scaled, level);
    double enough = TOLERANCE * (1 + search.gap());
    for (int step = 0; step < MAX_STEPS && search.gap() > enough; step++) {
      search.advance();
    }
    return Arrays.stream(search.fitted).map(value -> value * unit).toArray();
  }

  /** Distance from complementarity, which is that from the minimum. */
  private double gap() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += z[i] * x[i] + w[i] * s[i];
    }
    return sum;
  }

  private void advance() {
    for (int i = 0; i < n; i++) {
      curve[i] = 1 / (z[i] / x[i] + w[i] / s[i]);
    }
    double[] change = direction(0, false);
    double primal = Math.min(1, SHORTEN * Math.min(reach(x, dx, 1), reach(s, dx, -1)));
    double dual = Math.min(1, SHORTEN * Math.min(reach(z, dz, 1), reach(w, dw, 1)));
    if (Math.min(primal, dual) < 1) {
      double here = gap();
      double there = 0;
      for (int i = 0; i < n; i++) {
        there += (z[i] + dual * dz[i]) * (x[i] + primal * dx[i]);
        there += (w[i] + dual * dw[i]) * (s[i] - primal * dx[i]);
      }
      double ratio = there / here;
      change = direction(here * ratio * ratio * ratio / (2 * n), true);
      primal = Math.min(1, SHORTEN * Math.min(reach(x, dx, 1), reach(s, dx, -1)));
      dual = Math.min(1, SHORTEN * Math.min(reach(z, dz, 1), reach(w, dw, 1)));
    }
    for (int i = 0; i < n; i++) {
      x[i] += primal * dx[i];
      s[i] -= primal * dx[i];
      z[i] += dual * dz[i];
      w[i] += dual * dw[i];
    }
    for (int j = 0; j < fitted.length; j++) {
      fitted[j] += dual * change[j];
    }
  }

  /** The Newton step to a centre, with the second order of the step before when asked. */
  private double[] direction(double centre, boolean corrected) {
    int width = rows.width();
    double[] above = new double[n];
    double[] below = new double[n];
    double[] pull = new double[n];
    double[][] cross = LogisticRegression.lowerTriangle(width + 1);
    double[] change = new double[width + 1];
    for (int i = 0; i < n; i++) {
      above[i] = (centre - (corrected ? dx[i] * dz[i] : 0)) / x[i];
      below[i] = (centre + (corrected ? dx[i] * dw[i] : 0)) / s[i];
      pull[i] = w[i] - z[i] + above[i] - below[i];
      rows.addOuter(i, curve[i], cross);
      rows.addTo(i, curve[i] * pull[i], change);
      change[width] += curve[i] * pull[i];
    }
    Cholesky.solveInPlace(cross, change);
    double[] along = rows.margins(change);
    for (int i = 0; i < n; i++) {
      dx[i] = curve[i] * (pull[i] - along[i]);
      dz[i] = above[i] - z[i] - z[i] * dx[i] / x[i];
      dw[i] = below[i] - w[i] + w[i] * dx[i] / s[i];
    }
    return change;
  }

  /** The longest step that keeps all values from below 0. */
  private static double reach(double[] values, double[] step, int sign) {
    double reach = Double.POSITIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      double down = -sign * step[i];
      if (down > 0) {
        reach = Math.min(reach, values[i] / down);
      }
    }
    return reach;
  }
}
