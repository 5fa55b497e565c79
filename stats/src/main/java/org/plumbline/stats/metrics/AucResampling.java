package org.plumbline.stats.metrics;

import java.util.List;

/*
 * Rows are numbered by rank here, not as they came: a draw is uniform over rows whatever their
 * numbers, and the walk then reads memory in order. So it cannot be paired with another model.
 */
/** The area under the ROC curve alone under resampling, much faster than all binary metrics. */
final class AucResampling implements ResampledMetrics {
  private static final List<String> NAMES = List.of("rocAuc");

  private final Ranking ranking;

  AucResampling(double[] labels, double[] scores) {
    ranking = new Ranking(labels, scores);
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public int size() {
    return ranking.size();
  }

  @Override
  public int stratum(int row) {
    return ranking.positive[row] ? 1 : 0;
  }

  /** The groups of rows as they came, renumbered as rows are here. */
  int[] byRank(int[] groups) {
    int[] ranked = new int[groups.length];
    for (int i = 0; i < groups.length; i++) {
      ranked[i] = groups[ranking.order[i]];
    }
    return ranked;
  }

  @Override
  public void measure(int[] times, double[] out) {
    long negatives = 0;
    long positives = 0;
    // Twice the wins, so that ties stay whole numbers and the sum is exact.
    long wins = 0;
    int n = ranking.size();
    int i = 0;
    while (i < n) {
      double score = ranking.scores[i];
      long tied = 0;
      long tiedPositives = 0;
      while (i < n && ranking.scores[i] == score) {
        tied += times[i];
        tiedPositives += ranking.positive[i] ? times[i] : 0;
        i++;
      }
      long tiedNegatives = tied - tiedPositives;
      wins += tiedPositives * (2 * negatives + tiedNegatives);
      negatives += tiedNegatives;
      positives += tiedPositives;
    }
    out[0] = 0.5 * wins / ((double) positives * negatives);
  }
}
