package org.plumbline.stats.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.plumbline.stats.math.Rules;

/**
 * Decisions among several classes against the truth. Averages are taken over the classes that occur
 * as truth or as decision; a class's figure without a denominator counts as 0 in them, as
 * scikit-learn has it. {@code NaN} without rows. Stateless and immutable.
 */
public final class MulticlassConfusion {
  private final double[][] counts;
  private final double[] actual;
  private final double[] predicted;
  private final double total;
  private final double right;

  private MulticlassConfusion(double[][] counts) {
    int k = counts.length;
    this.counts = counts;
    this.actual = new double[k];
    this.predicted = new double[k];
    double all = 0;
    double hits = 0;
    for (int a = 0; a < k; a++) {
      hits += counts[a][a];
      for (int p = 0; p < k; p++) {
        actual[a] += counts[a][p];
        predicted[p] += counts[a][p];
        all += counts[a][p];
      }
    }
    this.total = all;
    this.right = hits;
  }

  /** Of class indices, each row once. */
  public static MulticlassConfusion of(int[] truth, int[] decisions, int classes) {
    double[] alike = new double[truth.length];
    Arrays.fill(alike, 1);
    return of(truth, decisions, alike, classes);
  }

  /**
   * Of class indices with rows that count as often as their weight says.
   *
   * @throws IllegalArgumentException for other lengths, indices outside of the classes, weights
   *     below 0 or not finite
   */
  public static MulticlassConfusion of(
      int[] truth, int[] decisions, double[] weights, int classes) {
    Rules.require(
        truth.length == decisions.length,
        "%d labels but %d decisions: give one for each",
        truth.length,
        decisions.length);
    Weights.check(weights, truth.length);
    Rules.require(classes >= 0, "%d classes: there cannot be less than none", classes);
    double[][] counts = new double[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      requireClass("label", i, truth[i], classes);
      requireClass("decision", i, decisions[i], classes);
      counts[truth[i]][decisions[i]] += weights[i];
    }
    return new MulticlassConfusion(counts);
  }

  private static void requireClass(String what, int row, int index, int classes) {
    Rules.require(
        index >= 0 && index < classes,
        "%s[%d] is %d: it must be a class index below %d",
        what,
        row,
        index,
        classes);
  }

  public int classes() {
    return counts.length;
  }

  /** Weight of the rows of one class that were decided as another: their number without weights. */
  public double count(int truth, int decision) {
    return counts[truth][decision];
  }

  /** One class against all others. */
  public WeightedConfusion oneAgainstRest(int index) {
    double hits = counts[index][index];
    double alarms = predicted[index] - hits;
    double missed = actual[index] - hits;
    return new WeightedConfusion(hits, alarms, Math.max(0, total - hits - alarms - missed), missed);
  }

  /** Share of right decisions. */
  public double accuracy() {
    return right / total;
  }

  /** Mean recall of the classes that occur as truth. */
  public double balancedAccuracy() {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < classes(); c++) {
      if (actual[c] > 0) {
        sum += counts[c][c] / actual[c];
        occurring++;
      }
    }
    return sum / occurring;
  }

  public double precision(Averaging averaging) {
    return average(averaging, WeightedConfusion::precision);
  }

  public double recall(Averaging averaging) {
    return average(averaging, WeightedConfusion::recall);
  }

  public double f1(Averaging averaging) {
    return average(averaging, WeightedConfusion::f1);
  }

  private double average(Averaging averaging, ToDoubleFunction<WeightedConfusion> figure) {
    if (averaging == Averaging.MICRO) {
      double wrong = total - right;
      return figure.applyAsDouble(
          new WeightedConfusion(right, Math.max(0, wrong), 0, Math.max(0, wrong)));
    }
    double sum = 0;
    double weights = 0;
    for (int c : occurring()) {
      double value = figure.applyAsDouble(oneAgainstRest(c));
      double weight = averaging == Averaging.MACRO ? 1 : actual[c];
      sum += Double.isNaN(value) ? 0 : weight * value;
      weights += weight;
    }
    return sum / weights;
  }

  private List<Integer> occurring() {
    List<Integer> found = new ArrayList<>();
    for (int c = 0; c < classes(); c++) {
      if (actual[c] + predicted[c] > 0) {
        found.add(c);
      }
    }
    return found;
  }

  /** Cohen's kappa: agreement beyond chance; {@code NaN} when chance alone agrees on all rows. */
  public double kappa() {
    return kappa((a, p) -> a == p ? 0 : 1);
  }

  /** Kappa of ordered classes: a decision errs by the square of the steps between the classes. */
  public double quadraticKappa() {
    return kappa((a, p) -> (double) (a - p) * (a - p));
  }

  private interface Disagreement {
    double of(int truth, int decision);
  }

  private double kappa(Disagreement disagreement) {
    double observed = 0;
    double chance = 0;
    for (int a = 0; a < classes(); a++) {
      for (int p = 0; p < classes(); p++) {
        double weight = disagreement.of(a, p);
        observed += weight * counts[a][p];
        chance += weight * actual[a] * (predicted[p] / total);
      }
    }
    return 1 - observed / chance;
  }

  /** Matthews' correlation for several classes [Gorodkin 2004]; 0 when either never varies. */
  public double mcc() {
    double both = right * total;
    double ofActual = total * total;
    double ofPredicted = total * total;
    for (int c = 0; c < classes(); c++) {
      both -= actual[c] * predicted[c];
      ofActual -= actual[c] * actual[c];
      ofPredicted -= predicted[c] * predicted[c];
    }
    if (total == 0) {
      return Double.NaN;
    }
    return ofActual <= 0 || ofPredicted <= 0
        ? 0
        : both / (Math.sqrt(ofActual) * Math.sqrt(ofPredicted));
  }
}
