package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Fits what turns margins into probabilities, on rows the model was not fitted on. Pure functions:
 * same rows, same bits. Labels are 0 or 1; at least one row is needed; NaN and infinities are
 * refused. One class alone, or margins that are all equal, give a flat answer near the share of
 * ones.
 */
public final class CalibrationFit {
  private static final int STEPS = 100;

  private CalibrationFit() {}

  /**
   * The rising step line of least squares by pooling adjacent violators [Ayer et al. 1955]; equal
   * margins are averaged first, and each pool keeps its two ends, as scikit-learn does. O(n log n).
   */
  public static Link.Isotonic isotonic(double[] margins, double[] labels) {
    requireRows(margins, labels);
    int[] order =
        IntStream.range(0, margins.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> margins[i] + 0.0))
            .mapToInt(i -> i)
            .toArray();
    int n = margins.length;
    double[] first = new double[n];
    double[] last = new double[n];
    double[] ones = new double[n];
    double[] rows = new double[n];
    int pools = 0;
    for (int i : order) {
      double margin = margins[i] + 0.0;
      if (pools > 0 && last[pools - 1] == margin) {
        ones[pools - 1] += labels[i];
        rows[pools - 1]++;
        continue;
      }
      pools = pooled(last, ones, rows, pools);
      first[pools] = margin;
      last[pools] = margin;
      ones[pools] = labels[i];
      rows[pools] = 1;
      pools++;
    }
    pools = pooled(last, ones, rows, pools);
    return line(first, last, ones, rows, pools);
  }

  /**
   * The rising line through the centres of the pools of {@link #isotonic} [Oron & Flournoy 2017],
   * held within Platt's smoothed labels. Unlike the step line it keeps rows apart that the model
   * keeps apart (but for those beyond the outermost centres), and never says 0 or 1, which no
   * finite sample shows. O(n log n).
   */
  public static Link.Isotonic centredIsotonic(double[] margins, double[] labels) {
    Link.Isotonic steps = isotonic(margins, labels);
    double[] x = steps.margins();
    double[] y = steps.probabilities();
    double positives = Arrays.stream(labels).sum();
    double high = (positives + 1) / (positives + 2);
    double low = 1 / (labels.length - positives + 2);
    double[] sorted = Arrays.stream(margins).map(one -> one + 0.0).sorted().toArray();
    double[] centres = new double[x.length];
    double[] shares = new double[x.length];
    int points = 0;
    int from = 0;
    int k = 0;
    while (k < x.length) {
      // A pool is one point, or two of the same share.
      int end = k + 1 < x.length && y[k + 1] == y[k] ? k + 1 : k;
      int until = from;
      double half = 0;
      while (until < sorted.length && sorted[until] <= x[end]) {
        // A running mean of halves, because sums and distances may exceed the largest double.
        half += (sorted[until] / 2 - x[k] / 2 - half) / (until - from + 1);
        until++;
      }
      double share = Math.clamp(y[k], low, high);
      double centre = Math.clamp(2 * (x[k] / 2 + half), x[k], x[end]);
      if (points == 0 || centre > centres[points - 1]) {
        centres[points] = centre;
        shares[points++] = share;
      }
      from = until;
      k = end + 1;
    }
    return new Link.Isotonic(Arrays.copyOf(centres, points), Arrays.copyOf(shares, points));
  }

  /**
   * Pools the last group with those before it while they do not rise; answers how many are left.
   */
  private static int pooled(double[] last, double[] ones, double[] rows, int pools) {
    int k = pools;
    // Shares compared crosswise: exact, because both are counts.
    while (k > 1 && ones[k - 2] * rows[k - 1] >= ones[k - 1] * rows[k - 2]) {
      last[k - 2] = last[k - 1];
      ones[k - 2] += ones[k - 1];
      rows[k - 2] += rows[k - 1];
      k--;
    }
    return k;
  }

  private static Link.Isotonic line(
      double[] first, double[] last, double[] ones, double[] rows, int pools) {
    double[] x = new double[2 * pools];
    double[] y = new double[2 * pools];
    int points = 0;
    for (int k = 0; k < pools; k++) {
      x[points] = first[k];
      y[points++] = ones[k] / rows[k];
      if (last[k] > first[k]) {
        x[points] = last[k];
        y[points++] = ones[k] / rows[k];
      }
    }
    return new Link.Isotonic(Arrays.copyOf(x, points), Arrays.copyOf(y, points));
  }

  /**
   * Platt scaling: {@code logistic(a margin + b)} of most likelihood under smoothed labels [Platt
   * 1999; Lin, Lin and Weng 2007]. A line that falls is refused in favour of a flat one:
   * calibration must not turn a model round.
   */
  public static Calibration platt(double[] margins, double[] labels) {
    requireRows(margins, labels);
    double[][] columns = {margins, ones(margins.length)};
    double[] fitted = logit(columns, labels);
    if (!(fitted[0] > 0)) {
      fitted = new double[] {0, logit(new double[][] {columns[1]}, labels)[0]};
    }
    return Calibration.platt(fitted[0], fitted[1]);
  }

  /**
   * Beta calibration of the logistic of the margin [Kull, Silva Filho and Flach 2017], with Platt's
   * smoothed labels; a slope that would be negative is left out and the others fitted again.
   */
  public static Link.Beta beta(double[] margins, double[] labels) {
    requireRows(margins, labels);
    double[] a = Arrays.stream(margins).map(Link.Beta::logShare).toArray();
    double[] b = Arrays.stream(margins).map(m -> -Link.Beta.logShare(-m)).toArray();
    double[] one = ones(margins.length);
    double[] all = logit(new double[][] {a, b, one}, labels);
    if (all[0] >= 0 && all[1] >= 0) {
      return new Link.Beta(all[0], all[1], all[2]);
    }
    boolean keepA = all[0] >= 0;
    double[] left = logit(new double[][] {keepA ? a : b, one}, labels);
    if (left[0] >= 0) {
      return keepA ? new Link.Beta(left[0], 0, left[1]) : new Link.Beta(0, left[0], left[1]);
    }
    return new Link.Beta(0, 0, logit(new double[][] {one}, labels)[0]);
  }

  private static void requireRows(double[] margins, double[] labels) {
    require(margins.length > 0, "a calibration needs at least one row");
    require(
        margins.length == labels.length, "%s margins for %s labels", margins.length, labels.length);
    finite(margins, "margin");
    for (int i = 0; i < labels.length; i++) {
      require(labels[i] == 0 || labels[i] == 1, "label %s is %s, must be 0 or 1", i, labels[i]);
    }
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * Logistic regression of up to three columns by Newton's method with halved steps; a breath of
   * ridge (1e-10 of the curvature) keeps dependent columns solvable.
   */
  private static double[] logit(double[][] columns, double[] labels) {
    double positives = Arrays.stream(labels).sum();
    double high = (positives + 1) / (positives + 2);
    double low = 1 / (labels.length - positives + 2);
    int p = columns.length;
    double[] beta = new double[p];
    double loss = loss(columns, labels, beta, high, low);
    for (int step = 0; step < STEPS; step++) {
      double[][] system = new double[p][p + 1];
      for (int i = 0; i < labels.length; i++) {
        double q = Link.Standard.LOGISTIC.apply(margin(columns, beta, i));
        double residual = (labels[i] > 0 ? high : low) - q;
        double weight = q * (1 - q);
        for (int r = 0; r < p; r++) {
          for (int c = 0; c < p; c++) {
            system[r][c] += weight * columns[r][i] * columns[c][i];
          }
          system[r][p] += residual * columns[r][i];
        }
      }
      double[] move = solved(system);
      double factor = 1;
      double next = Double.POSITIVE_INFINITY;
      double[] tried = beta;
      for (int halving = 0; halving < 40 && !(next < loss); halving++, factor /= 2) {
        tried = new double[p];
        for (int r = 0; r < p; r++) {
          tried[r] = beta[r] + factor * move[r];
        }
        next = loss(columns, labels, tried, high, low);
      }
      if (!(next < loss)) {
        break;
      }
      beta = tried;
      loss = next;
    }
    return beta;
  }

  private static double margin(double[][] columns, double[] beta, int i) {
    double sum = 0;
    for (int r = 0; r < beta.length; r++) {
      sum += beta[r] * columns[r][i];
    }
    return sum;
  }

  private static double loss(
      double[][] columns, double[] labels, double[] beta, double high, double low) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double margin = margin(columns, beta, i);
      double target = labels[i] > 0 ? high : low;
      sum -= target * Link.Beta.logShare(margin) + (1 - target) * Link.Beta.logShare(-margin);
    }
    return sum;
  }

  /** Gauss with a ridge; the matrix is symmetric and not negative, so no pivoting is needed. */
  private static double[] solved(double[][] system) {
    int p = system.length;
    for (int r = 0; r < p; r++) {
      system[r][r] += 1e-10 * system[r][r] + Double.MIN_NORMAL;
    }
    for (int k = 0; k < p; k++) {
      for (int r = k + 1; r < p; r++) {
        double factor = system[r][k] / system[k][k];
        for (int c = k; c <= p; c++) {
          system[r][c] -= factor * system[k][c];
        }
      }
    }
    double[] x = new double[p];
    for (int r = p - 1; r >= 0; r--) {
      double sum = system[r][p];
      for (int c = r + 1; c < p; c++) {
        sum -= system[r][c] * x[c];
      }
      x[r] = sum / system[r][r];
    }
    return x;
  }
}
