package org.plumbline.stats.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
    ClassProbabilities rows = ClassProbabilities.of(labels, probabilities);
    int n = rows.size();
    double loss = 0;
    double brier = 0;
    double[] hit = new double[n];
    double[] confidence = new double[n];
    for (int i = 0; i < n; i++) {
      double[] row = rows.row(i);
      int label = rows.truth(i);
      double sum = 0;
      for (int c = 0; c < row.length; c++) {
        sum += row[c];
        double error = row[c] - (c == label ? 1 : 0);
        brier += error * error;
      }
      loss -= Math.log(Math.min(Math.max(row[label] / sum, CLIP), 1 - CLIP));
      int top = rows.top(i);
      hit[i] = top == label ? 1 : 0;
      confidence[i] = row[top];
    }
    MulticlassConfusion confusion = rows.confusion();
    return new MulticlassMetrics(
        n,
        rows.classes(),
        n == 0 ? Double.NaN : loss / n,
        confusion.accuracy(),
        confusion.f1(Averaging.MACRO),
        rows.aucOneAgainstRest(Averaging.MACRO),
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
}
