package org.plumbline.governance.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.PerformanceFindings;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.metrics.Bootstrap;

/**
 * What two versions say about the same rows, and what truly happened. Arrays are borrowed.
 *
 * @param groups the entity of each row: rows of one entity are resampled together
 */
public record PairedScores(
    Task task, double[] labels, Side champion, Side challenger, int[] groups) {
  /** Seeded, so that the same rows give the same intervals. */
  private static final Bootstrap BOOTSTRAP =
      new Bootstrap(400, 20_261_121L, false, 0.95, IntervalMethod.PERCENTILE);

  /**
   * What one version says.
   *
   * @param scores one a row
   * @param probabilities one row each, empty unless there are more than two classes
   * @param threshold from which a row counts as positive
   */
  public record Side(double[] scores, double[][] probabilities, double threshold) {}

  /** Metrics that decide by task, the primary one first. */
  static List<String> deciding(Task task) {
    return switch (task) {
      case BINARY -> List.of("prAuc", "rocAuc", "logLoss", "brier");
      case MULTICLASS -> List.of("logLoss", "accuracy", "macroF1");
      case REGRESSION -> List.of("rmse", "mae", "r2");
    };
  }

  /** The deciding metrics of both sides with their paired differences. */
  public List<Contest.Measure> measures() {
    Map<String, Interval> first = of(champion);
    Map<String, Interval> second = of(challenger);
    Map<String, Interval> differences = differences();
    List<Contest.Measure> measures = new ArrayList<>();
    for (String metric : deciding(task)) {
      double before = value(first, metric);
      // A share of what is explained has no meaning where nothing is.
      if (!metric.equals("r2") || before > 0) {
        measures.add(
            measure(
                metric,
                before,
                value(second, metric),
                Objects.requireNonNull(differences.get(metric))));
      }
    }
    return measures;
  }

  private static double value(Map<String, Interval> metrics, String name) {
    return Objects.requireNonNull(metrics.get(name), name).value();
  }

  static Contest.Measure measure(
      String metric, double champion, double challenger, Interval difference) {
    boolean lower = PerformanceFindings.lowerIsBetter(metric);
    double change = challenger - champion;
    double gain = change == 0 ? 0 : (lower ? -change : change) / Math.abs(champion);
    return new Contest.Measure(
        metric,
        lower,
        finite(champion),
        finite(challenger),
        finite(difference.value()),
        finite(difference.low()),
        finite(difference.high()),
        finite(gain));
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }

  /** The plain metrics: two resamples cost next to nothing, and their ends are not read. */
  private Map<String, Interval> of(Side side) {
    var once = new Bootstrap(2, 1, false, 0.95, IntervalMethod.PERCENTILE);
    return switch (task) {
      case BINARY -> once.binary(labels, side.scores(), side.threshold());
      case MULTICLASS -> once.multiclass(labels, side.probabilities());
      case REGRESSION -> once.regression(labels, side.scores());
    };
  }

  private Map<String, Interval> differences() {
    return switch (task) {
      case BINARY ->
          BOOTSTRAP.binaryDifference(
              labels,
              challenger.scores(),
              challenger.threshold(),
              champion.scores(),
              champion.threshold(),
              groups);
      case MULTICLASS ->
          BOOTSTRAP.multiclassDifference(
              labels, challenger.probabilities(), champion.probabilities(), groups);
      case REGRESSION ->
          BOOTSTRAP.regressionDifference(labels, challenger.scores(), champion.scores(), groups);
    };
  }
}
