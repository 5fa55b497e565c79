package org.plumbline.stats.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.stats.math.Rules;

/**
 * How well class probabilities agree with the classes; {@code NaN} without rows.
 *
 * @param rows rows
 * @param classes number of classes
 * @param logLoss mean negative log probability of the true class, held 1e-15 away from 0 and 1
 *     after normalising the row
 * @param accuracy share of rows whose most probable class (the first among equals) is the true one
 * @param macroF1 mean F1 over the classes that occur as label or as prediction
 * @param rocAuc mean one-versus-rest ROC-AUC over the classes for which it is defined
 * @param brier sum over the classes of squared errors, mean over rows; 0 to 2
 * @param ece expected calibration error of the most probable class's probability over 10 bins of
 *     equal row count
 */
public record MulticlassMetrics(
    long rows,
    int classes,
    double logLoss,
    double accuracy,
    double macroF1,
    double rocAuc,
    double brier,
    double ece) {
  private static final int BINS = 10;
  private static final double CLIP = 1e-15;

  /**
   * Measures everything in one go; O(n k log n).
   *
   * @param labels class index of each row
   * @param probabilities one row of class probabilities for each label
   * @throws IllegalArgumentException for indices outside the classes, ragged rows, probabilities
   *     that are not in [0, 1]
   */
  public static MulticlassMetrics of(double[] labels, double[][] probabilities) {
    Rules.require(
        labels.length == probabilities.length,
        "%d labels but %d rows of probabilities: give one row for each label",
        labels.length,
        probabilities.length);
    int n = labels.length;
    int k = n == 0 ? 0 : probabilities[0].length;
    double loss = 0;
    double brier = 0;
    double[] hit = new double[n];
    double[] confidence = new double[n];
    long[] predicted = new long[k];
    long[] actual = new long[k];
    long[] right = new long[k];
    for (int i = 0; i < n; i++) {
      double[] row = probabilities[i];
      int label = requireRow(labels[i], row, k, i);
      double sum = 0;
      int top = 0;
      for (int c = 0; c < k; c++) {
        sum += row[c];
        top = row[c] > row[top] ? c : top;
        double error = row[c] - (c == label ? 1 : 0);
        brier += error * error;
      }
      loss -= Math.log(Math.min(Math.max(row[label] / sum, CLIP), 1 - CLIP));
      predicted[top]++;
      actual[label]++;
      right[label] += top == label ? 1 : 0;
      hit[i] = top == label ? 1 : 0;
      confidence[i] = row[top];
    }
    return new MulticlassMetrics(
        n,
        k,
        n == 0 ? Double.NaN : loss / n,
        mean(hit),
        macroF1(predicted, actual, right),
        macroAuc(labels, probabilities, k),
        n == 0 ? Double.NaN : brier / n,
        CalibrationCurve.equalMass(hit, confidence, BINS).expectedError());
  }

  /** Every number under its wire name. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("logLoss", logLoss);
    values.put("accuracy", accuracy);
    values.put("macroF1", macroF1);
    values.put("rocAuc", rocAuc);
    values.put("brier", brier);
    values.put("ece", ece);
    return Collections.unmodifiableMap(values);
  }

  private static int requireRow(double label, double[] row, int classes, int index) {
    Rules.require(
        row.length == classes,
        "row %d has %d probabilities, the first has %d",
        index,
        row.length,
        classes);
    Rules.require(
        label == (int) label && label >= 0 && label < classes,
        "label[%d] is %s: it must be a class index below %d",
        index,
        label,
        classes);
    double sum = 0;
    for (double probability : row) {
      Rules.require(
          probability >= 0 && probability <= 1,
          "row %d has probability %s: it must lie in [0, 1]",
          index,
          probability);
      sum += probability;
    }
    Rules.require(sum > 0, "row %d gives no class any probability", index);
    return (int) label;
  }

  private static double macroF1(long[] predicted, long[] actual, long[] right) {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < actual.length; c++) {
      if (predicted[c] + actual[c] > 0) {
        sum += 2.0 * right[c] / (predicted[c] + actual[c]);
        occurring++;
      }
    }
    return sum / occurring;
  }

  private static double macroAuc(double[] labels, double[][] probabilities, int classes) {
    double sum = 0;
    int defined = 0;
    double[] isClass = new double[labels.length];
    double[] scores = new double[labels.length];
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < labels.length; i++) {
        isClass[i] = labels[i] == c ? 1 : 0;
        scores[i] = probabilities[i][c];
      }
      double auc = BinaryMetrics.rocAuc(isClass, scores);
      if (!Double.isNaN(auc)) {
        sum += auc;
        defined++;
      }
    }
    return sum / defined;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
