package org.plumbline.stats.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.profile.NumericProfile;

/**
 * Confidence intervals of metrics by resampling rows [Efron & Tibshirani 1993]. Seeded: the same
 * input gives the same interval on every machine, whatever the number of threads of the common
 * pool. Linear in rows times resamples: 100,000 rows × 1,000 resamples of all binary metrics take a
 * few seconds on one core. A metric that is undefined on more than half of the resamples has no
 * interval.
 *
 * @param resamples how often to resample, from 2 to 100,000
 * @param seed what the draws follow from
 * @param stratified whether each class keeps its number of rows; numeric tasks have one stratum
 * @param confidence share of intervals that hold the truth, such as 0.95
 * @param method how the interval is read
 */
public record Bootstrap(
    int resamples, long seed, boolean stratified, double confidence, IntervalMethod method) {
  private static final int JACKKNIFE_PARTS = 100;
  private static final int STRIPES = 16;

  public Bootstrap {
    Rules.require(
        resamples >= 2 && resamples <= 100_000, "resamples %d must lie in [2, 100000]", resamples);
    Rules.require(confidence > 0 && confidence < 1, "confidence %s must lie in (0, 1)", confidence);
  }

  /** A thousand stratified resamples, 95 percent, percentile intervals. */
  public static Bootstrap seeded(long seed) {
    return new Bootstrap(1_000, seed, true, 0.95, IntervalMethod.PERCENTILE);
  }

  /** Intervals of all of {@link BinaryMetrics#values}. */
  public Map<String, Interval> binary(double[] labels, double[] scores, double threshold) {
    return intervals(new BinaryResampling(labels, scores, threshold), null);
  }

  /**
   * Intervals of the first model's metrics less the second's, on the same resampled rows. Each
   * model decides at its own threshold.
   */
  public Map<String, Interval> binaryDifference(
      double[] labels,
      double[] firstScores,
      double firstThreshold,
      double[] secondScores,
      double secondThreshold) {
    return intervals(
        new BinaryResampling(labels, firstScores, firstThreshold),
        new BinaryResampling(labels, secondScores, secondThreshold));
  }

  /** The same by whole groups, without strata. */
  public Map<String, Interval> binaryDifference(
      double[] labels,
      double[] firstScores,
      double firstThreshold,
      double[] secondScores,
      double secondThreshold,
      int[] groups) {
    return grouped(
        new BinaryResampling(labels, firstScores, firstThreshold),
        new BinaryResampling(labels, secondScores, secondThreshold),
        groups);
  }

  /**
   * Intervals of all of {@link BinaryMetrics#values} when rows of one group, such as a customer's,
   * go together: whole groups are resampled, without strata. Rows that repeat each other would
   * otherwise make intervals too narrow.
   *
   * @param groups the group of each row, any number
   */
  public Map<String, Interval> binary(
      double[] labels, double[] scores, double threshold, int[] groups) {
    return grouped(new BinaryResampling(labels, scores, threshold), null, groups);
  }

  /** Interval of the area under the ROC curve alone; the fastest of all. */
  public Interval rocAuc(double[] labels, double[] scores) {
    return only(intervals(new AucResampling(labels, scores), null));
  }

  /** The same by whole groups, without strata. */
  public Interval rocAuc(double[] labels, double[] scores, int[] groups) {
    requireGroups(labels.length, groups);
    AucResampling area = new AucResampling(labels, scores);
    return only(grouped(area, null, area.byRank(groups)));
  }

  private static Interval only(Map<String, Interval> intervals) {
    return intervals.values().iterator().next();
  }

  /** Intervals of all of {@link MulticlassMetrics#values}. */
  public Map<String, Interval> multiclass(double[] labels, double[][] probabilities) {
    return intervals(new MulticlassResampling(labels, probabilities), null);
  }

  /** Intervals of the first model's metrics less the second's, on the same resampled rows. */
  public Map<String, Interval> multiclassDifference(
      double[] labels, double[][] first, double[][] second) {
    return intervals(
        new MulticlassResampling(labels, first), new MulticlassResampling(labels, second));
  }

  /** The same by whole groups, without strata. */
  public Map<String, Interval> multiclassDifference(
      double[] labels, double[][] first, double[][] second, int[] groups) {
    return grouped(
        new MulticlassResampling(labels, first), new MulticlassResampling(labels, second), groups);
  }

  /** Intervals of all of {@link MulticlassMetrics#values} by whole groups, without strata. */
  public Map<String, Interval> multiclass(double[] labels, double[][] probabilities, int[] groups) {
    return grouped(new MulticlassResampling(labels, probabilities), null, groups);
  }

  /** Intervals of all of {@link RegressionMetrics#values}. */
  public Map<String, Interval> regression(double[] labels, double[] predictions) {
    return intervals(new RegressionResampling(labels, predictions), null);
  }

  /** The same by whole groups. */
  public Map<String, Interval> regression(double[] labels, double[] predictions, int[] groups) {
    return grouped(new RegressionResampling(labels, predictions), null, groups);
  }

  /** Intervals of the first model's metrics less the second's, on the same resampled rows. */
  public Map<String, Interval> regressionDifference(
      double[] labels, double[] first, double[] second) {
    return intervals(
        new RegressionResampling(labels, first), new RegressionResampling(labels, second));
  }

  /** The same by whole groups. */
  public Map<String, Interval> regressionDifference(
      double[] labels, double[] first, double[] second, int[] groups) {
    return grouped(
        new RegressionResampling(labels, first), new RegressionResampling(labels, second), groups);
  }

  /**
   * Interval of the first model's mean loss less the second's, on the same resampled rows; for any
   * loss that is a number per row, and much faster than all metrics. Without strata.
   *
   * @throws IllegalArgumentException if a loss is not finite
   */
  public Interval meanDifference(double[] firstLosses, double[] secondLosses) {
    return only(
        intervals(new MeanResampling(firstLosses, false), new MeanResampling(secondLosses, false)));
  }

  /** The same by whole groups. */
  public Interval meanDifference(double[] firstLosses, double[] secondLosses, int[] groups) {
    return only(
        grouped(
            new MeanResampling(firstLosses, false),
            new MeanResampling(secondLosses, false),
            groups));
  }

  /**
   * Interval of the difference of two root means, such as RMSE from squared errors, on the same
   * resampled rows.
   *
   * @throws IllegalArgumentException if a square is negative or not finite
   */
  public Interval rootMeanDifference(double[] firstSquares, double[] secondSquares) {
    return only(
        intervals(new MeanResampling(firstSquares, true), new MeanResampling(secondSquares, true)));
  }

  /** The same by whole groups. */
  public Interval rootMeanDifference(double[] firstSquares, double[] secondSquares, int[] groups) {
    return only(
        grouped(
            new MeanResampling(firstSquares, true),
            new MeanResampling(secondSquares, true),
            groups));
  }

  private Map<String, Interval> intervals(
      ResampledMetrics first, @Nullable ResampledMetrics second) {
    requireSameRows(first, second);
    return intervals(new Subject(first, second), Draws.ofRows(first, seed, stratified));
  }

  private Map<String, Interval> grouped(
      ResampledMetrics first, @Nullable ResampledMetrics second, int[] groups) {
    requireSameRows(first, second);
    requireGroups(first.size(), groups);
    return intervals(new Subject(first, second), Draws.ofGroups(groups, seed));
  }

  private static void requireSameRows(ResampledMetrics first, @Nullable ResampledMetrics second) {
    Rules.require(
        second == null || second.size() == first.size(),
        "two models are compared on the same rows, not on %d and %d",
        first.size(),
        second == null ? first.size() : second.size());
  }

  private static void requireGroups(int rows, int[] groups) {
    Rules.require(
        groups.length == rows,
        "%d rows but %d groups: give one group for each row",
        rows,
        groups.length);
  }

  private Map<String, Interval> intervals(Subject subject, Draws draws) {
    int n = subject.first().size();
    int[] once = new int[n];
    Arrays.fill(once, 1);
    double[] whole = subject.measure(once);
    double[][] resampled = new double[whole.length][resamples];
    if (n > 0) {
      // Each resample knows its own draws, so who computes it changes nothing.
      IntStream.range(0, Math.min(resamples, STRIPES))
          .parallel()
          .forEach(stripe -> resample(subject, draws, stripe, resampled));
    }
    double[][] jackknife =
        method == IntervalMethod.BCA && draws.units() > 1
            ? jackknife(subject, draws)
            : new double[0][];
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int k = 0; k < whole.length; k++) {
      double acceleration = acceleration(jackknife, k);
      intervals.put(
          subject.first().names().get(k),
          n == 0 ? Interval.of(whole[k]) : interval(whole[k], resampled[k], acceleration));
    }
    return Collections.unmodifiableMap(intervals);
  }

  private void resample(Subject subject, Draws draws, int stripe, double[][] resampled) {
    int[] times = new int[subject.first().size()];
    for (int b = stripe; b < resamples; b += STRIPES) {
      draws.draw(b, times);
      double[] values = subject.measure(times);
      for (int k = 0; k < values.length; k++) {
        resampled[k][b] = values[k];
      }
    }
  }

  private Interval interval(double value, double[] resampled, double acceleration) {
    double[] sorted = Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
    if (Double.isNaN(value) || sorted.length <= resamples / 2) {
      return Interval.of(value);
    }
    double tail = (1 - confidence) / 2;
    double low = tail;
    double high = 1 - tail;
    if (method == IntervalMethod.BCA) {
      double below = 0;
      for (double one : sorted) {
        below += one < value ? 1 : one == value ? 0.5 : 0;
      }
      double bias = Distributions.normalQuantile(below / sorted.length);
      if (Double.isFinite(bias)) {
        low = corrected(low, bias, acceleration);
        high = corrected(high, bias, acceleration);
      }
    }
    return new Interval(value, quantile(sorted, low), quantile(sorted, high));
  }

  private static double corrected(double share, double bias, double acceleration) {
    double z = bias + Distributions.normalQuantile(share);
    double moved = bias + z / (1 - acceleration * z);
    return 1 - Distributions.normalTail(moved);
  }

  private static double quantile(double[] sorted, double share) {
    double position = (sorted.length - 1) * share;
    int rank = (int) position;
    double high = sorted[Math.min(rank + 1, sorted.length - 1)];
    return NumericProfile.interpolate(sorted[rank], high, position - rank);
  }

  /** Values without each of a hundred parts: leaving out every row would be quadratic. */
  private static double[][] jackknife(Subject subject, Draws draws) {
    int parts = Math.min(draws.units(), JACKKNIFE_PARTS);
    double[][] values = new double[parts][];
    int[] times = new int[subject.first().size()];
    for (int part = 0; part < parts; part++) {
      for (int i = 0; i < times.length; i++) {
        times[i] = draws.unit(i) % parts == part ? 0 : 1;
      }
      values[part] = subject.measure(times);
    }
    return values;
  }

  private static double acceleration(double[][] jackknife, int metric) {
    double mean = 0;
    for (double[] values : jackknife) {
      mean += values[metric] / jackknife.length;
    }
    double squares = 0;
    double cubes = 0;
    for (double[] values : jackknife) {
      double deviation = mean - values[metric];
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    return Double.isFinite(acceleration) ? acceleration : 0;
  }

  /** One model, or two models and their difference. */
  private record Subject(ResampledMetrics first, @Nullable ResampledMetrics second) {
    double[] measure(int[] times) {
      List<String> names = first.names();
      double[] values = new double[names.size()];
      first.measure(times, values);
      if (second != null) {
        double[] others = new double[names.size()];
        second.measure(times, others);
        for (int k = 0; k < values.length; k++) {
          values[k] -= others[k];
        }
      }
      return values;
    }
  }
}
