package org.plumbline.stats.unlabelled;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/**
 * What a binary classifier's metrics are expected to be on rows whose labels are not known, from
 * its own calibrated probabilities (confidence-based performance estimation).
 *
 * <p>A row of probability p is a positive with chance p, so every row gives its expected share to
 * each cell of the confusion matrix; metrics are taken of the expected cells. Each comes with the
 * standard error that the unknown labels leave, to first order. It rests on two things: the
 * probabilities are calibrated for these rows, and the labels of rows like these have not changed.
 *
 * @param rows how many rows
 * @param accuracy share of right decisions
 * @param precision positives among those decided positive; {@code NaN} when there are none
 * @param recall found among the positives
 * @param f1 harmonic mean of both
 * @param specificity decided negative among the negatives
 * @param rocAuc chance that a positive outranks a negative, ties half
 * @param averagePrecision precision summed over steps of recall; without a standard error
 * @param brier mean squared error of the probabilities
 * @param logLoss mean negative log likelihood in nats
 */
public record EstimatedPerformance(
    int rows,
    Estimate accuracy,
    Estimate precision,
    Estimate recall,
    Estimate f1,
    Estimate specificity,
    Estimate rocAuc,
    Estimate averagePrecision,
    Estimate brier,
    Estimate logLoss) {

  /**
   * An expected metric.
   *
   * @param error standard error from the labels being unknown; {@code NaN} when not known
   */
  public record Estimate(double value, double error) {}

  /**
   * Estimates from one probability per row; O(n log n).
   *
   * @param threshold rows at or above it are decided positive
   * @throws IllegalArgumentException for a probability outside of [0, 1], or NaN
   */
  public static EstimatedPerformance of(double[] probabilities, double threshold) {
    for (int i = 0; i < probabilities.length; i++) {
      Rules.require(
          probabilities[i] >= 0 && probabilities[i] <= 1,
          "probabilities[%d] is %s: it must lie in [0, 1]",
          i,
          probabilities[i]);
    }
    return new Estimation(probabilities, threshold).run();
  }

  private static final class Estimation {
    private final double[] p;
    private final double threshold;
    private final double positives;
    private final double negatives;
    private final double selected;
    private final double truePositives;

    Estimation(double[] probabilities, double threshold) {
      this.p = probabilities.clone();
      Arrays.sort(p);
      this.threshold = threshold;
      this.positives = Arrays.stream(p).sum();
      this.negatives = p.length - positives;
      this.selected = Arrays.stream(p).filter(this::isSelected).count();
      this.truePositives = Arrays.stream(p).filter(this::isSelected).sum();
    }

    private boolean isSelected(double probability) {
      return probability >= threshold;
    }

    EstimatedPerformance run() {
      double n = p.length;
      double trueNegatives = negatives - (selected - truePositives);
      double recall = truePositives / positives;
      double specificity = trueNegatives / negatives;
      double f1 = 2 * truePositives / (selected + positives);
      return new EstimatedPerformance(
          p.length,
          estimate((truePositives + trueNegatives) / n, i -> (isSelected(p[i]) ? 1 : -1) / n),
          estimate(truePositives / selected, i -> isSelected(p[i]) ? 1 / selected : 0),
          estimate(recall, i -> ((isSelected(p[i]) ? 1 : 0) - recall) / positives),
          estimate(f1, i -> ((isSelected(p[i]) ? 2 : 0) - f1) / (selected + positives)),
          estimate(specificity, i -> ((isSelected(p[i]) ? 0 : -1) + specificity) / negatives),
          rocAuc(),
          new Estimate(averagePrecision(), Double.NaN),
          estimate(mean(x -> x * (1 - x)), i -> (1 - 2 * p[i]) / n),
          estimate(mean(Estimation::entropy), i -> -logOdds(p[i]) / n));
    }

    private static double entropy(double x) {
      double other = 1 - x;
      return (x == 0 ? 0 : -x * Math.log(x)) + (other == 0 ? 0 : -other * Math.log(other));
    }

    private static double logOdds(double x) {
      // A certain row has no variance, so its slope does not matter.
      return x == 0 || x == 1 ? 0 : Math.log(x / (1 - x));
    }

    private double mean(DoubleUnaryOperator ofRow) {
      return Arrays.stream(p).map(ofRow).sum() / p.length;
    }

    /** The delta method: each label varies by p (1 - p) and moves the metric by its slope. */
    private Estimate estimate(double value, IntToDoubleFunction slope) {
      double variance =
          IntStream.range(0, p.length)
              .mapToDouble(
                  i -> {
                    double s = slope.applyAsDouble(i);
                    return p[i] * (1 - p[i]) * s * s;
                  })
              .sum();
      return new Estimate(value, Double.isNaN(value) ? Double.NaN : Math.sqrt(variance));
    }

    /** Expected concordant pairs over expected pairs of different rows. */
    private Estimate rocAuc() {
      int n = p.length;
      double[] above = new double[n];
      double[] below = new double[n];
      double negativesBefore = 0;
      double positivesBefore = 0;
      for (int start = 0, end; start < n; start = end) {
        end = start;
        while (end < n && p[end] == p[start]) {
          end++;
        }
        double tiedPositives = (end - start) * p[start];
        double tiedNegatives = (end - start) - tiedPositives;
        for (int i = start; i < end; i++) {
          below[i] = negativesBefore + (tiedNegatives - (1 - p[i])) / 2;
          above[i] = positives - positivesBefore - tiedPositives + (tiedPositives - p[i]) / 2;
        }
        negativesBefore += tiedNegatives;
        positivesBefore += tiedPositives;
      }
      double pairs = positives * negatives - n * mean(x -> x * (1 - x));
      double won = 0;
      for (int i = 0; i < n; i++) {
        won += p[i] * below[i];
      }
      double auc = pairs <= 0 ? Double.NaN : won / pairs;
      return estimate(
          auc,
          i ->
              (below[i] - above[i] - auc * ((negatives - (1 - p[i])) - (positives - p[i])))
                  / pairs);
    }

    private double averagePrecision() {
      double found = 0;
      double sum = 0;
      for (int end = p.length, start; end > 0; end = start) {
        start = end;
        while (start > 0 && p[start - 1] == p[end - 1]) {
          start--;
        }
        double gained = (end - start) * p[start];
        found += gained;
        sum += gained * found / (p.length - start);
      }
      return sum / positives;
    }
  }
}
