package org.plumbline.stats.metrics;

/*
 * The placement of a row is the share of the other class that it outranks (positives) or that
 * outranks it (negatives). Midranks give all of them after one sort [Sun & Xu 2014], where the
 * definition compares every pair.
 */
/** Placements of all rows under one model, in row order. */
final class Placements {
  private final boolean[] positive;
  private final double[] share;
  private final int positives;
  private final double auc;

  Placements(double[] labels, double[] scores) {
    Ranking ranking = new Ranking(labels, scores);
    int n = ranking.size();
    positive = new boolean[n];
    share = new double[n];
    positives = ranking.positives;
    int negatives = n - positives;
    double negativesBelow = 0;
    double positivesBelow = 0;
    double wins = 0;
    int from = 0;
    while (from < n) {
      int to = from;
      int tiedPositives = 0;
      while (to < n && ranking.scores[to] == ranking.scores[from]) {
        tiedPositives += ranking.positive[to++] ? 1 : 0;
      }
      int tiedNegatives = to - from - tiedPositives;
      double beaten = negativesBelow + 0.5 * tiedNegatives;
      double beating = positives - positivesBelow - 0.5 * tiedPositives;
      for (int i = from; i < to; i++) {
        int row = ranking.order[i];
        positive[row] = ranking.positive[i];
        share[row] = positive[row] ? beaten / negatives : beating / positives;
      }
      wins += tiedPositives * beaten;
      negativesBelow += tiedNegatives;
      positivesBelow += tiedPositives;
      from = to;
    }
    auc = wins / ((double) positives * negatives);
  }

  DeLong areaWithVariance() {
    return new DeLong(auc, covariance(this));
  }

  /** Covariance of the two areas over the same rows. */
  double covariance(Placements other) {
    double amongPositives = 0;
    double amongNegatives = 0;
    for (int i = 0; i < share.length; i++) {
      double product = (share[i] - auc) * (other.share[i] - other.auc);
      if (positive[i]) {
        amongPositives += product;
      } else {
        amongNegatives += product;
      }
    }
    double negatives = (double) share.length - positives;
    if (positives < 2 || negatives < 2) {
      return Double.NaN;
    }
    return amongPositives / (positives - 1.0) / positives
        + amongNegatives / (negatives - 1) / negatives;
  }
}
