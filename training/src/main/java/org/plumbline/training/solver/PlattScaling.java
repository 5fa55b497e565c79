package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

/**
 * A straight line from margin to log-odds: {@code slope·m + intercept}.
 *
 * <p>Monotone, so it changes no ranking; additive, so contributions stay exact.
 */
public record PlattScaling(double slope, double intercept) {
  public PlattScaling {
    require(
        Double.isFinite(slope) && Double.isFinite(intercept),
        "calibration %s, %s must be finite",
        slope,
        intercept);
  }

  public static PlattScaling identity() {
    return new PlattScaling(1, 0);
  }

  /**
   * Fits on margins of rows the model was not fitted on.
   *
   * <p>Targets are smoothed to (n₊+1)/(n₊+2) and 1/(n₋+2) as in Platt 1999, so that separable
   * margins give a finite slope. A falling line (a model that is worse than chance) is refused in
   * favour of a flat one near zero: calibration must not turn a model round.
   */
  public static PlattScaling fit(double[] margins, double[] target) {
    int positives = 0;
    for (double value : target) {
      positives += value > 0.5 ? 1 : 0;
    }
    int negatives = target.length - positives;
    double high = (positives + 1.0) / (positives + 2.0);
    double low = 1.0 / (negatives + 2.0);
    double[] smoothed = new double[target.length];
    var rows = new SparseRows.Builder(1, margins.length, 1);
    double[] one = new double[1];
    for (int i = 0; i < margins.length; i++) {
      smoothed[i] = target[i] > 0.5 ? high : low;
      one[0] = margins[i];
      rows.add(one);
    }
    double[] fitted = LogisticRegression.fit(rows.build(), smoothed, null, 0, new double[] {1, 0});
    return fitted[0] > 1e-3
        ? new PlattScaling(fitted[0], fitted[1])
        : new PlattScaling(1e-3, fitted[1]);
  }

  public double apply(double margin) {
    return slope * margin + intercept;
  }
}
