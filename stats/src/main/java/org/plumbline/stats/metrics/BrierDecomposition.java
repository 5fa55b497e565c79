package org.plumbline.stats.metrics;

/**
 * The Brier score in parts: {@code brier = reliability - resolution + uncertainty + withinVariance
 * - withinCovariance}. The first three are Murphy's [A New Vector Partition of the Probability
 * Score, 1973]; they add up by themselves only where all predictions of a bin are equal, and the
 * last two are what binning leaves out [Stephenson, Coelho & Jolliffe, Two Extra Components in the
 * Brier Score Decomposition, 2008]. All is {@code NaN} without rows.
 *
 * @param reliability mean squared gap of prediction and observed rate by bin: 0 when calibrated
 * @param resolution mean squared distance of a bin's observed rate from that of all: more is better
 * @param uncertainty variance of the labels: what knowing nothing costs
 * @param withinVariance mean variance of the predictions within bins
 * @param withinCovariance twice the mean covariance of predictions and labels within bins
 * @param brier mean squared error of the probability
 */
public record BrierDecomposition(
    double reliability,
    double resolution,
    double uncertainty,
    double withinVariance,
    double withinCovariance,
    double brier) {

  /**
   * Decomposes over bins of the stated kind; predictions outside of [0, 1] are taken as they are.
   */
  public static BrierDecomposition of(
      double[] labels, double[] predictions, Binning binning, int bins) {
    CalibrationCurve.requireBins(bins);
    Ranking ranking = new Ranking(labels, predictions);
    double n = ranking.size();
    double rate = ranking.positives / n;
    double reliability = 0;
    double resolution = 0;
    double variance = 0;
    double covariance = 0;
    int from = 0;
    for (int to : binning.ends(ranking, bins)) {
      if (to > from) {
        Bin bin = Bin.of(ranking, from, to);
        double rows = to - from;
        reliability += rows * square(bin.predicted - bin.observed);
        resolution += rows * square(bin.observed - rate);
        variance += bin.variance;
        covariance += bin.covariance;
      }
      from = to;
    }
    return new BrierDecomposition(
        reliability / n,
        resolution / n,
        rate * (1 - rate),
        variance / n,
        2 * covariance / n,
        BinaryMetrics.brier(ranking));
  }

  /**
   * Brier skill score: what share of the cost of knowing nothing is spared; {@code NaN} when all
   * labels are equal.
   */
  public double skill() {
    return uncertainty == 0 ? Double.NaN : 1 - brier / uncertainty;
  }

  private static double square(double value) {
    return value * value;
  }

  /** Means of a bin, and sums of products of deviations from them. */
  private record Bin(double predicted, double observed, double variance, double covariance) {
    static Bin of(Ranking ranking, int from, int to) {
      // Deviations from the first prediction are summed: equal ones must have no variance.
      double first = ranking.scores[from];
      double above = 0;
      double positives = 0;
      for (int i = from; i < to; i++) {
        above += ranking.scores[i] - first;
        positives += ranking.positive[i] ? 1 : 0;
      }
      double predicted = first + above / (to - from);
      double observed = positives / (to - from);
      double variance = 0;
      double covariance = 0;
      for (int i = from; i < to; i++) {
        double deviation = ranking.scores[i] - predicted;
        variance += deviation * deviation;
        covariance += deviation * ((ranking.positive[i] ? 1 : 0) - observed);
      }
      return new Bin(predicted, observed, variance, covariance);
    }
  }
}
