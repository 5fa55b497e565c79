package org.plumbline.stats.metrics;

/** What the rows of highest score hold. */
final class TopRows {
  private TopRows() {}

  /**
   * Positives among the given number of rows of highest score. Where the border falls among rows of
   * equal score, their positives count in proportion: the mean over all orders of the tied rows, so
   * that the answer does not depend on the order of the file.
   */
  static double positives(Ranking ranking, double rows) {
    double left = rows;
    double found = 0;
    int end = ranking.size();
    while (end > 0 && left > 0) {
      int from = end - 1;
      int positives = ranking.positive[from] ? 1 : 0;
      while (from > 0 && ranking.scores[from - 1] == ranking.scores[end - 1]) {
        from--;
        positives += ranking.positive[from] ? 1 : 0;
      }
      int tied = end - from;
      found += positives * Math.min(1, left / tied);
      left -= tied;
      end = from;
    }
    return found;
  }

  /** Rows in the given share of highest score: at least one, rounded up. */
  static int rows(int size, double share) {
    return Math.max(1, (int) Math.ceil(share * size - 1e-9));
  }
}
