package org.plumbline.stats.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/**
 * Probabilities of several classes beside the true class of each row: areas, precision, top classes
 * and calibration by class. What needs a class with rows in it and outside of it leaves out those
 * without, and is {@code NaN} when none is left. Immutable; the rows are borrowed.
 */
public final class ClassProbabilities {
  private final int[] truth;
  private final double[][] rows;
  private final int classes;

  private ClassProbabilities(int[] truth, double[][] rows, int classes) {
    this.truth = truth;
    this.rows = rows;
    this.classes = classes;
  }

  /**
   * Checks the rows; O(n k).
   *
   * @param labels class index of each row
   * @param probabilities one row of class probabilities for each label
   * @throws IllegalArgumentException for indices outside the classes, ragged rows, probabilities
   *     that are not in [0, 1] or all 0
   */
  public static ClassProbabilities of(double[] labels, double[][] probabilities) {
    Rules.require(
        labels.length == probabilities.length,
        "%d labels but %d rows of probabilities: give one row for each label",
        labels.length,
        probabilities.length);
    int k = labels.length == 0 ? 0 : probabilities[0].length;
    int[] truth = new int[labels.length];
    for (int i = 0; i < truth.length; i++) {
      requireRow(labels[i], probabilities[i], k, i);
      truth[i] = (int) labels[i];
    }
    return new ClassProbabilities(truth, probabilities, k);
  }

  private static void requireRow(double label, double[] row, int classes, int index) {
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
  }

  /** Rows. */
  public int size() {
    return truth.length;
  }

  public int classes() {
    return classes;
  }

  int truth(int row) {
    return truth[row];
  }

  double[] row(int row) {
    return rows[row];
  }

  /** The most probable class, the first among equals. */
  int top(int row) {
    int top = 0;
    for (int c = 1; c < classes; c++) {
      top = rows[row][c] > rows[row][top] ? c : top;
    }
    return top;
  }

  /** Decisions for the most probable class, the first among equals. */
  public MulticlassConfusion confusion() {
    int[] decisions = new int[size()];
    Arrays.setAll(decisions, this::top);
    return MulticlassConfusion.of(truth, decisions, classes);
  }

  /** Share of rows whose class is among the most probable ones; the first classes among equals. */
  public double topAccuracy(int count) {
    Rules.require(count >= 1, "%d classes: ask for at least one", count);
    double hits = 0;
    for (int i = 0; i < size(); i++) {
      int before = 0;
      double own = rows[i][truth[i]];
      for (int c = 0; c < classes; c++) {
        before += rows[i][c] > own || (rows[i][c] == own && c < truth[i]) ? 1 : 0;
      }
      hits += before < count ? 1 : 0;
    }
    return hits / size();
  }

  /** Area under the ROC curve of each class against the rest; micro takes all of them as one. */
  public double aucOneAgainstRest(Averaging averaging) {
    return average(averaging, BinaryMetrics::rocAuc);
  }

  /** Average precision of each class against the rest; micro takes all of them as one. */
  public double averagePrecision(Averaging averaging) {
    return average(averaging, BinaryMetrics::prAuc);
  }

  /**
   * Mean area over the pairs of classes, each pair seen from both sides [Hand & Till 2001];
   * weighted by the rows of the pair.
   *
   * @throws IllegalArgumentException for micro, which pairs do not have
   */
  public double aucOneAgainstOne(Averaging averaging) {
    Rules.require(averaging != Averaging.MICRO, "pairs of classes have no micro average");
    double sum = 0;
    double weights = 0;
    for (int a = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++) {
        int first = a;
        int second = b;
        int[] pair =
            IntStream.range(0, size())
                .filter(i -> truth[i] == first || truth[i] == second)
                .toArray();
        double area = (area(pair, first) + area(pair, second)) / 2;
        if (!Double.isNaN(area)) {
          double weight = averaging == Averaging.MACRO ? 1 : pair.length;
          sum += weight * area;
          weights += weight;
        }
      }
    }
    return sum / weights;
  }

  private double area(int[] pair, int index) {
    double[] labels = new double[pair.length];
    double[] scores = new double[pair.length];
    for (int i = 0; i < pair.length; i++) {
      labels[i] = truth[pair[i]] == index ? 1 : 0;
      scores[i] = rows[pair[i]][index];
    }
    return BinaryMetrics.rocAuc(labels, scores);
  }

  /**
   * Classwise calibration error: the expected error of each class's own probability, mean over the
   * classes [Kull et al. 2019]. Classes without rows count: their probabilities should be 0.
   */
  public double classwiseError(Binning binning, int bins) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += curve(c, binning, bins).expectedError();
    }
    return sum / classes;
  }

  /** Adaptive calibration error: mean gap over all classes and bins of equal mass. */
  public double adaptiveError(int bins) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += curve(c, Binning.EQUAL_MASS, bins).adaptiveError();
    }
    return sum / classes;
  }

  /** Probabilities of one class against how often it was the true one. */
  public CalibrationCurve curve(int index, Binning binning, int bins) {
    return CalibrationCurve.of(isClass(index), scores(index), binning, bins);
  }

  private interface Figure {
    double of(double[] labels, double[] scores);
  }

  private double average(Averaging averaging, Figure figure) {
    if (averaging == Averaging.MICRO) {
      double[] labels = new double[size() * classes];
      double[] scores = new double[labels.length];
      for (int c = 0; c < classes; c++) {
        System.arraycopy(isClass(c), 0, labels, c * size(), size());
        System.arraycopy(scores(c), 0, scores, c * size(), size());
      }
      return figure.of(labels, scores);
    }
    double sum = 0;
    double weights = 0;
    for (int c = 0; c < classes; c++) {
      double[] labels = isClass(c);
      double value = figure.of(labels, scores(c));
      if (!Double.isNaN(value)) {
        double weight = averaging == Averaging.MACRO ? 1 : Arrays.stream(labels).sum();
        sum += weight * value;
        weights += weight;
      }
    }
    return sum / weights;
  }

  private double[] isClass(int index) {
    return Arrays.stream(truth).mapToDouble(c -> c == index ? 1 : 0).toArray();
  }

  private double[] scores(int index) {
    return Arrays.stream(rows).mapToDouble(row -> row[index]).toArray();
  }
}
