package org.plumbline.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.metrics.BinaryMetrics;
import org.plumbline.stats.metrics.Bootstrap;
import org.plumbline.stats.metrics.MulticlassMetrics;
import org.plumbline.stats.metrics.RegressionMetrics;
import org.plumbline.training.solver.LogisticRegression;
import org.plumbline.training.solver.MultinomialRegression;

/**
 * Metrics of margins on rows, by wire name, with bootstrap intervals. Undefined ones are left out.
 */
final class Measures {
  private final Dataset data;
  private final double threshold;

  /**
   * @param threshold from which a row counts as positive; not read unless two classes
   */
  Measures(Dataset data, double threshold) {
    this.data = data;
    this.threshold = threshold;
  }

  /** Probabilities of the positive class, or values. */
  static double[] scores(Dataset data, Margins margins, int[] rows) {
    double[] scores = margins.of(rows, 0);
    return switch (data.task()) {
      case BINARY -> Arrays.stream(scores).map(LogisticRegression::sigmoid).toArray();
      case REGRESSION -> scores;
      case MULTICLASS ->
          Arrays.stream(probabilities(margins, rows))
              .mapToDouble(row -> Arrays.stream(row).max().orElse(0))
              .toArray();
    };
  }

  static double[][] probabilities(Margins margins, int[] rows) {
    double[][] probabilities = margins.byRow(rows);
    for (double[] row : probabilities) {
      MultinomialRegression.softmaxInPlace(row, 0);
    }
    return probabilities;
  }

  /** The metrics alone. */
  Map<String, Double> of(Margins margins, int[] rows) {
    double[] labels = data.targets(rows);
    Map<String, Double> values =
        switch (data.task()) {
          case BINARY -> BinaryMetrics.of(labels, scores(data, margins, rows), threshold).values();
          case REGRESSION -> RegressionMetrics.of(labels, scores(data, margins, rows)).values();
          case MULTICLASS -> MulticlassMetrics.of(labels, probabilities(margins, rows)).values();
        };
    var defined = new LinkedHashMap<String, Double>();
    values.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            defined.put(name, value);
          }
        });
    return defined;
  }

  /**
   * The same with 95 % percentile intervals. Rows that go together are resampled together; without
   * groups each class is resampled apart, so shares hold. What is undefined on most resamples is
   * left out as well.
   */
  Map<String, Interval> withIntervals(Margins margins, int[] rows, int replicates, long seed) {
    Bootstrap bootstrap = bootstrap(replicates, seed);
    double[] labels = data.targets(rows);
    int[] groups = data.isGrouped() ? data.groups(rows) : new int[0];
    Map<String, Interval> values =
        switch (data.task()) {
          case BINARY -> {
            double[] scores = scores(data, margins, rows);
            yield data.isGrouped()
                ? bootstrap.binary(labels, scores, threshold, groups)
                : bootstrap.binary(labels, scores, threshold);
          }
          case REGRESSION -> {
            double[] scores = scores(data, margins, rows);
            yield data.isGrouped()
                ? bootstrap.regression(labels, scores, groups)
                : bootstrap.regression(labels, scores);
          }
          case MULTICLASS -> {
            double[][] probabilities = probabilities(margins, rows);
            yield data.isGrouped()
                ? bootstrap.multiclass(labels, probabilities, groups)
                : bootstrap.multiclass(labels, probabilities);
          }
        };
    var defined = new LinkedHashMap<String, Interval>();
    values.forEach(
        (name, interval) -> {
          if (Double.isFinite(interval.value()) && Double.isFinite(interval.low())) {
            defined.put(name, interval);
          }
        });
    return defined;
  }

  /** How every interval of a training is made: 95 %, by percentiles, classes apart. */
  static Bootstrap bootstrap(int replicates, long seed) {
    return new Bootstrap(replicates, seed, true, 0.95, IntervalMethod.PERCENTILE);
  }
}
