package org.plumbline.stats.survival;

import org.plumbline.stats.math.Rules;

/**
 * How often the row with the higher risk score has its event first.
 *
 * <p>A pair counts when the one had its event while the other was at risk and outlived it; equal
 * scores count half. Follows R's {@code concordance(…, reverse = TRUE)}; the standard error is the
 * infinitesimal jackknife. Without such a pair the value is {@code NaN}.
 *
 * @param value share of pairs in the right order, 0.5 for scores that say nothing
 * @param concordant weight of pairs in the right order
 * @param discordant weight of pairs in the wrong order
 * @param tiedScores weight of pairs of equal scores
 * @param tiedTimes weight of pairs of events at one time with different scores, which do not count
 * @param tiedBoth weight of pairs of events at one time with equal scores, which do not count
 */
public record Concordance(
    double value,
    double standardError,
    double concordant,
    double discordant,
    double tiedScores,
    double tiedTimes,
    double tiedBoth) {

  /** Harrell's index: each pair counts alike; O(n log n). */
  public static Concordance of(Lifetimes rows, double[] scores) {
    return within(rows, scores, new int[rows.size()]);
  }

  /** Uno's index: a pair counts 1/G² of its first time, which undoes the effect of censoring. */
  public static Concordance uno(Lifetimes rows, double[] scores) {
    checked(rows, scores);
    var censoring = CensoringCurve.of(rows);
    var pairs = new ConcordancePairs(rows.size());
    pairs.add(
        rows,
        scores,
        identity(rows.size()),
        time -> {
          double share = censoring.before(time);
          return 1 / (share * share);
        });
    return pairs.result(rows);
  }

  /** Harrell's index over pairs of the same stratum. */
  public static Concordance within(Lifetimes rows, double[] scores, int[] strata) {
    checked(rows, scores);
    int count = Groups.count(strata, rows.size(), "strata");
    var pairs = new ConcordancePairs(rows.size());
    for (int stratum = 0; stratum < count; stratum++) {
      int[] members = Groups.rows(strata, stratum);
      double[] inside = new double[members.length];
      for (int i = 0; i < inside.length; i++) {
        inside[i] = scores[members[i]];
      }
      pairs.add(rows.where(strata, stratum), inside, members, time -> 1);
    }
    return pairs.result(rows);
  }

  private static void checked(Lifetimes rows, double[] scores) {
    Rules.require(
        scores.length == rows.size(),
        "%d scores but %d rows: give one score for each row",
        scores.length,
        rows.size());
    for (int i = 0; i < scores.length; i++) {
      Rules.require(!Double.isNaN(scores[i]), "scores[%d] is NaN: remove the row or mend it", i);
    }
  }

  private static int[] identity(int length) {
    int[] rows = new int[length];
    for (int i = 0; i < length; i++) {
      rows[i] = i;
    }
    return rows;
  }
}
