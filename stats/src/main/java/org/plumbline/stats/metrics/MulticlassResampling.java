package org.plumbline.stats.metrics;

import java.util.List;

/** The metrics of a task of several classes under resampling: one binary ranking per class. */
final class MulticlassResampling implements ResampledMetrics {
  private static final List<String> NAMES =
      List.of("logLoss", "accuracy", "macroF1", "rocAuc", "brier", "ece");
  private static final double CLIP = 1e-15;

  private final int size;
  private final int classes;
  private final int[] actual;
  private final int[] predicted;
  private final double[] loss;
  private final double[] brier;
  private final BinaryResampling[] rankings;
  private final BinaryResampling confidence;

  MulticlassResampling(double[] labels, double[][] probabilities) {
    // Refuses what cannot be measured, by the same rules.
    MulticlassMetrics.of(labels, probabilities);
    this.size = labels.length;
    this.classes = size == 0 ? 0 : probabilities[0].length;
    this.actual = new int[size];
    this.predicted = new int[size];
    this.loss = new double[size];
    this.brier = new double[size];
    double[] hit = new double[size];
    double[] highest = new double[size];
    for (int i = 0; i < size; i++) {
      double[] row = probabilities[i];
      actual[i] = (int) labels[i];
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += row[c];
        predicted[i] = row[c] > row[predicted[i]] ? c : predicted[i];
        double error = row[c] - (c == actual[i] ? 1 : 0);
        brier[i] += error * error;
      }
      loss[i] = -Math.log(Math.min(Math.max(row[actual[i]] / sum, CLIP), 1 - CLIP));
      hit[i] = predicted[i] == actual[i] ? 1 : 0;
      highest[i] = row[predicted[i]];
    }
    this.rankings = new BinaryResampling[classes];
    for (int c = 0; c < classes; c++) {
      double[] isClass = new double[size];
      double[] scores = new double[size];
      for (int i = 0; i < size; i++) {
        isClass[i] = actual[i] == c ? 1 : 0;
        scores[i] = probabilities[i][c];
      }
      rankings[c] = new BinaryResampling(isClass, scores, 0.5);
    }
    this.confidence = new BinaryResampling(hit, highest, 0.5);
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int stratum(int row) {
    return actual[row];
  }

  @Override
  public void measure(int[] times, double[] out) {
    double lossSum = 0;
    double brierSum = 0;
    long rows = 0;
    long hits = 0;
    long[] ofClass = new long[classes];
    long[] asClass = new long[classes];
    long[] right = new long[classes];
    for (int i = 0; i < size; i++) {
      int count = times[i];
      rows += count;
      lossSum += count * loss[i];
      brierSum += count * brier[i];
      ofClass[actual[i]] += count;
      asClass[predicted[i]] += count;
      if (actual[i] == predicted[i]) {
        right[actual[i]] += count;
        hits += count;
      }
    }
    double f1 = 0;
    int occurring = 0;
    double auc = 0;
    int defined = 0;
    double[] binary = new double[confidence.names().size()];
    for (int c = 0; c < classes; c++) {
      if (ofClass[c] + asClass[c] > 0) {
        f1 += 2.0 * right[c] / (ofClass[c] + asClass[c]);
        occurring++;
      }
      rankings[c].measure(times, binary);
      if (!Double.isNaN(binary[0])) {
        auc += binary[0];
        defined++;
      }
    }
    confidence.measure(times, binary);
    out[0] = lossSum / rows;
    out[1] = (double) hits / rows;
    out[2] = f1 / occurring;
    out[3] = auc / defined;
    out[4] = brierSum / rows;
    out[5] = binary[4];
  }
}
