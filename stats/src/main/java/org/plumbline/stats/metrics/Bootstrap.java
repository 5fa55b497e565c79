package org.plumbline.stats.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.profile.NumericProfile;

/**
 * Confidence intervals of metrics by resampling rows [Efron & Tibshirani 1993]. Seeded: the same
 * input gives the same interval on every machine. Linear in rows times resamples: 100,000 rows ×
 * 1,000 resamples of all binary metrics take a few seconds on one core. A metric that is undefined
 * on more than half of the resamples has no interval.
 *
 * @param resamples how often to resample, from 2 to 100,000
 * @param seed what the draws follow from
 * @param stratified whether each class keeps its number of rows; numeric tasks have one stratum
 * @param confidence share of intervals that hold the truth, such as 0.95
 * @param method how the interval is read
 */
public record Bootstrap(
    int resamples, long seed, boolean stratified, double confidence, IntervalMethod method) {
  private static final int JACKKNIFE_GROUPS = 100;

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

  /** Intervals of all of {@link RegressionMetrics#values}. */
  public Map<String, Interval> regression(double[] labels, double[] predictions) {
    return intervals(new RegressionResampling(labels, predictions), null);
  }

  /** Intervals of the first model's metrics less the second's, on the same resampled rows. */
  public Map<String, Interval> regressionDifference(
      double[] labels, double[] first, double[] second) {
    return intervals(
        new RegressionResampling(labels, first), new RegressionResampling(labels, second));
  }

  private Map<String, Interval> intervals(
      ResampledMetrics first, @Nullable ResampledMetrics second) {
    Subject subject = new Subject(first, second);
    int n = first.size();
    int[] times = new int[n];
    Arrays.fill(times, 1);
    double[] whole = subject.measure(times);
    double[][] resampled = new double[whole.length][resamples];
    Draws draws = new Draws(first, seed, stratified);
    for (int b = 0; b < resamples && n > 0; b++) {
      draws.next(times);
      double[] values = subject.measure(times);
      for (int k = 0; k < values.length; k++) {
        resampled[k][b] = values[k];
      }
    }
    double[][] jackknife =
        method == IntervalMethod.BCA && n > 1 ? jackknife(subject, n) : new double[0][];
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int k = 0; k < whole.length; k++) {
      double acceleration = acceleration(jackknife, k);
      intervals.put(
          first.names().get(k),
          n == 0 ? Interval.of(whole[k]) : interval(whole[k], resampled[k], acceleration));
    }
    return Collections.unmodifiableMap(intervals);
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

  /** Values without each of a hundred groups of rows: leaving out every row would be quadratic. */
  private static double[][] jackknife(Subject subject, int n) {
    int groups = Math.min(n, JACKKNIFE_GROUPS);
    double[][] values = new double[groups][];
    int[] times = new int[n];
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < n; i++) {
        times[i] = i % groups == g ? 0 : 1;
      }
      values[g] = subject.measure(times);
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

  /** Draws rows with replacement, within strata where asked. */
  private static final class Draws {
    private final int[] rows;
    private final int[] starts;
    private long state;

    Draws(ResampledMetrics data, long seed, boolean stratified) {
      int n = data.size();
      int[] strata = new int[n];
      int count = 1;
      for (int i = 0; i < n; i++) {
        strata[i] = stratified ? data.stratum(i) : 0;
        count = Math.max(count, strata[i] + 1);
      }
      starts = new int[count + 1];
      for (int stratum : strata) {
        starts[stratum + 1]++;
      }
      for (int s = 0; s < count; s++) {
        starts[s + 1] += starts[s];
      }
      int[] next = starts.clone();
      rows = new int[n];
      for (int i = 0; i < n; i++) {
        rows[next[strata[i]]++] = i;
      }
      state = Keys.hash(seed + 1);
    }

    void next(int[] times) {
      Arrays.fill(times, 0);
      for (int s = 0; s + 1 < starts.length; s++) {
        int from = starts[s];
        int size = starts[s + 1] - from;
        for (int i = 0; i < size; i++) {
          // SplitMix64 [Steele, Lea & Flood 2014], scaled by its upper half: bias below 2^-32.
          state += 0x9E3779B97F4A7C15L;
          long bits = state;
          bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
          bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
          bits ^= bits >>> 31;
          times[rows[from + (int) (((bits >>> 32) * size) >>> 32)]]++;
        }
      }
    }
  }
}
