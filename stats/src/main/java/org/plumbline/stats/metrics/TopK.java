package org.plumbline.stats.metrics;

import org.plumbline.stats.math.Rules;

/**
 * What the rows of highest score hold.
 *
 * @param rows how many were taken
 * @param positives how many of them, a fraction where ties are shared
 * @param precision share of positives among them
 * @param recall share of all positives; {@code NaN} without any
 * @param lift precision over the share of positives among all rows; {@code NaN} without any
 */
public record TopK(int rows, double positives, double precision, double recall, double lift) {

  /**
   * Takes the given number of rows.
   *
   * @throws IllegalArgumentException unless rows lies in [1, number of rows]
   */
  public static TopK of(double[] labels, double[] scores, int rows, TieRule ties) {
    Rules.require(
        rows >= 1 && rows <= labels.length, "%d rows must lie in [1, %d]", rows, labels.length);
    Ranking ranking = new Ranking(labels, scores);
    return of(ranking, rows, positives(ranking, rows, ties));
  }

  private static TopK of(Ranking ranking, int rows, double found) {
    double precision = found / rows;
    return new TopK(
        rows,
        found,
        precision,
        found / ranking.positives,
        precision * ranking.size() / ranking.positives);
  }

  private static double positives(Ranking ranking, int rows, TieRule ties) {
    return switch (ties) {
      case MEAN_OF_ORDERS -> TopRows.positives(ranking, rows);
      case ROW_ORDER -> {
        int n = ranking.size();
        double border = ranking.scores[n - rows];
        int above = 0;
        double found = 0;
        for (int i = n - 1; i >= 0 && ranking.scores[i] > border; i--) {
          above++;
          found += ranking.positive[i] ? 1 : 0;
        }
        int first = n - rows;
        while (first > 0 && ranking.scores[first - 1] == border) {
          first--;
        }
        for (int i = first; i < first + rows - above; i++) {
          found += ranking.positive[i] ? 1 : 0;
        }
        yield found;
      }
    };
  }
}
