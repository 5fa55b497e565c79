package org.plumbline.stats.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.stats.math.Rules;

/**
 * How well scores of a yes/no task agree with labels of 0 and 1. What is not defined for the data
 * is {@code NaN}: ranking metrics without both classes, everything without rows.
 *
 * @param rows rows
 * @param positives rows labelled 1
 * @param rocAuc probability that a positive outranks a negative, ties half; 0.5 for constant scores
 * @param prAuc average precision: precision summed over steps of recall, ties taken together
 * @param logLoss mean negative log likelihood in nats, probabilities held 1e-15 away from 0 and 1
 * @param brier mean squared error of the probability
 * @param ece expected calibration error over 10 bins of equal row count (the default form)
 * @param eceEqualWidth the same over 10 bins of equal width
 * @param precisionAt5 share of positives in the 5 percent of highest score, ties averaged
 * @param precisionAt10 in 10 percent
 * @param precisionAt20 in 20 percent
 * @param recallAt5 share of all positives found there
 * @param recallAt10 in 10 percent
 * @param recallAt20 in 20 percent
 * @param liftAt5 precision there over the share of positives among all rows
 * @param liftAt10 in 10 percent
 * @param liftAt20 in 20 percent
 * @param confusion decisions at the threshold
 */
public record BinaryMetrics(
    long rows,
    long positives,
    double rocAuc,
    double prAuc,
    double logLoss,
    double brier,
    double ece,
    double eceEqualWidth,
    double precisionAt5,
    double precisionAt10,
    double precisionAt20,
    double recallAt5,
    double recallAt10,
    double recallAt20,
    double liftAt5,
    double liftAt10,
    double liftAt20,
    Confusion confusion) {
  private static final int BINS = 10;
  private static final double CLIP = 1e-15;

  /**
   * Measures everything in one go; O(n log n).
   *
   * @param labels 0 or 1
   * @param scores probabilities of 1; log loss, Brier and ECE are {@code NaN} when any lies outside
   *     [0, 1]
   * @param threshold least score predicted positive
   * @throws IllegalArgumentException for other labels, scores that are not finite, other lengths
   */
  public static BinaryMetrics of(double[] labels, double[] scores, double threshold) {
    Ranking ranking = new Ranking(labels, scores);
    boolean probabilities = isProbability(ranking);
    return new BinaryMetrics(
        labels.length,
        ranking.positives,
        rocAuc(ranking),
        averagePrecision(ranking),
        probabilities ? logLoss(ranking) : Double.NaN,
        probabilities ? brier(ranking) : Double.NaN,
        probabilities
            ? CalibrationCurve.equalMass(labels, scores, BINS).expectedError()
            : Double.NaN,
        probabilities
            ? CalibrationCurve.equalWidth(labels, scores, BINS).expectedError()
            : Double.NaN,
        precision(ranking, 0.05),
        precision(ranking, 0.10),
        precision(ranking, 0.20),
        recall(ranking, 0.05),
        recall(ranking, 0.10),
        recall(ranking, 0.20),
        lift(ranking, 0.05),
        lift(ranking, 0.10),
        lift(ranking, 0.20),
        Confusion.at(threshold, labels, scores));
  }

  /** The area under the ROC curve alone; {@code NaN} without both classes. */
  public static double rocAuc(double[] labels, double[] scores) {
    return rocAuc(new Ranking(labels, scores));
  }

  /** Average precision alone; {@code NaN} without positives. */
  public static double prAuc(double[] labels, double[] scores) {
    return averagePrecision(new Ranking(labels, scores));
  }

  /** Mean negative log likelihood alone; {@code NaN} when a score lies outside [0, 1]. */
  public static double logLoss(double[] labels, double[] scores) {
    Ranking ranking = new Ranking(labels, scores);
    return isProbability(ranking) ? logLoss(ranking) : Double.NaN;
  }

  /** Share of positives among the given number of rows of highest score, ties averaged. */
  public static double precisionAt(double[] labels, double[] scores, int rows) {
    return TopK.of(labels, scores, rows, TieRule.MEAN_OF_ORDERS).precision();
  }

  /**
   * The threshold, one of the scores, of highest F1; the highest such score among equals. {@code
   * NaN} without positives.
   */
  public static double bestThresholdByF1(double[] labels, double[] scores) {
    Ranking ranking = new Ranking(labels, scores);
    double best = Double.NEGATIVE_INFINITY;
    double threshold = Double.NaN;
    int found = 0;
    for (int i = ranking.size() - 1; i >= 0 && ranking.positives > 0; i--) {
      found += ranking.positive[i] ? 1 : 0;
      boolean lastOfTie = i == 0 || ranking.scores[i - 1] != ranking.scores[i];
      double reached = 2.0 * found / (ranking.size() - i + ranking.positives);
      if (lastOfTie && reached > best) {
        best = reached;
        threshold = ranking.scores[i];
      }
    }
    return threshold;
  }

  /**
   * The threshold of least expected cost; a value above all scores means that no row should be
   * predicted positive. {@code NaN} without rows.
   *
   * @param falsePositiveCost cost of a false alarm
   * @param falseNegativeCost cost of a missed positive
   */
  public static double bestThresholdByCost(
      double[] labels, double[] scores, double falsePositiveCost, double falseNegativeCost) {
    Rules.require(
        falsePositiveCost >= 0 && falseNegativeCost >= 0,
        "costs %s and %s must not be negative",
        falsePositiveCost,
        falseNegativeCost);
    if (labels.length == 0) {
      return Double.NaN;
    }
    var costs = new CostMatrix(0, falsePositiveCost, 0, falseNegativeCost);
    double threshold = CostCurve.of(labels, scores, costs).best().threshold();
    return threshold == Double.POSITIVE_INFINITY
        ? Math.nextUp(Arrays.stream(scores).max().orElseThrow())
        : threshold;
  }

  /** Every number under its wire name. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("rocAuc", rocAuc);
    values.put("prAuc", prAuc);
    values.put("logLoss", logLoss);
    values.put("brier", brier);
    values.put("ece", ece);
    values.put("precisionAt5", precisionAt5);
    values.put("precisionAt10", precisionAt10);
    values.put("precisionAt20", precisionAt20);
    values.put("recallAt5", recallAt5);
    values.put("recallAt10", recallAt10);
    values.put("recallAt20", recallAt20);
    values.put("liftAt5", liftAt5);
    values.put("liftAt10", liftAt10);
    values.put("liftAt20", liftAt20);
    values.put("accuracy", confusion.accuracy());
    values.put("precision", confusion.precision());
    values.put("recall", confusion.recall());
    values.put("f1", confusion.f1());
    values.put("mcc", confusion.mcc());
    return Collections.unmodifiableMap(values);
  }

  /*
   * The Mann-Whitney count by one walk up the ranking: a positive beats all negatives of lower score
   * and half of those of equal score. Counted twice, so that whole weights stay whole: exact while
   * twice the number of pairs stays below 2^53.
   */
  static double rocAuc(Ranking ranking) {
    double negativesBelow = 0;
    double twiceWins = 0;
    int i = 0;
    while (i < ranking.size()) {
      double score = ranking.scores[i];
      double positives = 0;
      double negatives = 0;
      while (i < ranking.size() && ranking.scores[i] == score) {
        if (ranking.positive[i]) {
          positives += ranking.weight(i);
        } else {
          negatives += ranking.weight(i);
        }
        i++;
      }
      twiceWins += positives * (2 * negativesBelow + negatives);
      negativesBelow += negatives;
    }
    return twiceWins / (2 * ranking.positiveTotal * negativesBelow);
  }

  static double averagePrecision(Ranking ranking) {
    double sum = 0;
    double found = 0;
    double taken = 0;
    int i = ranking.size() - 1;
    while (i >= 0) {
      double score = ranking.scores[i];
      double before = found;
      while (i >= 0 && ranking.scores[i] == score) {
        found += ranking.positive[i] ? ranking.weight(i) : 0;
        taken += ranking.weight(i);
        i--;
      }
      // Rows without weight take nothing, and nothing found is nothing of it.
      sum += found == before ? 0 : (found - before) * found / taken;
    }
    return sum / ranking.positiveTotal;
  }

  static boolean isProbability(Ranking ranking) {
    int n = ranking.size();
    return n > 0 && ranking.scores[0] >= 0 && ranking.scores[n - 1] <= 1;
  }

  /** Negative log likelihood of one row. */
  static double loss(boolean positive, double score) {
    double clipped = Math.min(Math.max(score, CLIP), 1 - CLIP);
    return positive ? -Math.log(clipped) : -Math.log1p(-clipped);
  }

  static double logLoss(Ranking ranking) {
    double sum = 0;
    for (int i = 0; i < ranking.size(); i++) {
      sum += ranking.weight(i) * loss(ranking.positive[i], ranking.scores[i]);
    }
    return sum / ranking.total;
  }

  static double brier(Ranking ranking) {
    double sum = 0;
    for (int i = 0; i < ranking.size(); i++) {
      double error = ranking.scores[i] - (ranking.positive[i] ? 1 : 0);
      sum += ranking.weight(i) * (error * error);
    }
    return sum / ranking.total;
  }

  private static double precision(Ranking ranking, double share) {
    if (ranking.size() == 0) {
      return Double.NaN;
    }
    int rows = TopRows.rows(ranking.size(), share);
    return TopRows.positives(ranking, rows) / rows;
  }

  private static double recall(Ranking ranking, double share) {
    return TopRows.positives(ranking, TopRows.rows(ranking.size(), share)) / ranking.positives;
  }

  private static double lift(Ranking ranking, double share) {
    return precision(ranking, share) * ranking.size() / ranking.positives;
  }
}
