package org.plumbline.stats.forecast;

/**
 * Locally weighted lines over equally spaced points numbered from 0, as in Cleveland's STL.
 *
 * @param span points that a line looks at, odd; beyond the number of points the weights widen
 */
record Loess(int span) {

  /** The smoothed points. */
  double[] smooth(double[] values, double[] weights) {
    int n = values.length;
    double[] smoothed = new double[n];
    int left = 0;
    for (int i = 0; i < n; i++) {
      if (i >= (span + 1) / 2 && left + span < n) {
        left++;
      }
      double value = at(i, values, weights, left, Math.min(n, left + span));
      smoothed[i] = Double.isNaN(value) ? values[i] : value;
    }
    return smoothed;
  }

  /**
   * The line through the points from {@code left} up to {@code end} at a place, which may lie
   * outside; {@code NaN} when no point near it has weight.
   */
  double at(double place, double[] values, double[] weights, int left, int end) {
    int n = values.length;
    double reach = Math.max(place - left, end - 1 - place);
    if (span > n) {
      reach += Math.floorDiv(span - n, 2);
    }
    double[] near = new double[end - left];
    double sum = 0;
    double centre = 0;
    for (int i = left; i < end; i++) {
      near[i - left] = weights[i] * tricube(Math.abs(i - place), reach);
      sum += near[i - left];
      centre += near[i - left] * i;
    }
    if (sum <= 0) {
      return Double.NaN;
    }
    centre /= sum;
    double spread = 0;
    for (int i = left; i < end; i++) {
      spread += near[i - left] / sum * (i - centre) * (i - centre);
    }
    // Points at one place give no slope; the border is that of the authors' Fortran.
    boolean sloped = reach > 0 && Math.sqrt(spread) > 0.001 * (n - 1.0);
    double slope = sloped ? (place - centre) / spread : 0;
    double value = 0;
    for (int i = left; i < end; i++) {
      value += near[i - left] / sum * (1 + slope * (i - centre)) * values[i];
    }
    return value;
  }

  private static double tricube(double distance, double reach) {
    if (distance > 0.999 * reach) {
      return 0;
    }
    if (distance <= 0.001 * reach) {
      return 1;
    }
    double ratio = distance / reach;
    double rest = 1 - ratio * ratio * ratio;
    return rest * rest * rest;
  }
}
