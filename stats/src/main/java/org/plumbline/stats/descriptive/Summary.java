package org.plumbline.stats.descriptive;

import java.util.Arrays;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * Where a sample lies, how wide and of what shape it is. {@code NaN} where too few values are left:
 * none for all, one for the deviation, two for the corrected skewness, three for the corrected
 * kurtosis; shapes of a constant are {@code NaN} too.
 *
 * @param count values, missing ones left out
 * @param mean arithmetic mean
 * @param variance over n
 * @param deviation standard deviation over n - 1
 * @param skewness third standardised moment over n
 * @param skewnessCorrected adjusted Fisher-Pearson
 * @param kurtosis fourth standardised moment over n, less 3
 * @param kurtosisCorrected adjusted, less 3
 * @param median middle value
 * @param medianDeviation median distance from the median, not scaled to a normal deviation
 * @param quartileRange distance of the quartiles (linear)
 */
public record Summary(
    int count,
    double mean,
    double variance,
    double deviation,
    double skewness,
    double skewnessCorrected,
    double kurtosis,
    double kurtosisCorrected,
    double median,
    double medianDeviation,
    double quartileRange) {

  /**
   * Measures everything; O(n log n).
   *
   * @param sample its {@code NaN} entries are missing values
   * @throws IllegalArgumentException for infinite values
   */
  public static Summary of(double[] sample) {
    double[] values = present(sample);
    double n = values.length;
    double median = Moments.median(values);
    double variance = Moments.central(values, 2) / n;
    double third = Moments.central(values, 3) / n / Math.pow(variance, 1.5);
    double fourth = Moments.central(values, 4) / n / (variance * variance) - 3;
    return new Summary(
        values.length,
        Moments.mean(values),
        variance,
        n < 2 ? Double.NaN : Math.sqrt(variance * n / (n - 1)),
        third,
        n < 3 ? Double.NaN : third * Math.sqrt(n * (n - 1)) / (n - 2),
        fourth,
        n < 4 ? Double.NaN : ((n + 1) * fourth + 6) * (n - 1) / ((n - 2) * (n - 3)),
        median,
        Moments.median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray()),
        Quantile.LINEAR.of(values, 0.75) - Quantile.LINEAR.of(values, 0.25));
  }

  private static double[] present(double[] sample) {
    double[] values = Arrays.stream(sample).filter(value -> !Double.isNaN(value)).toArray();
    Rules.finite(values, "value");
    return values;
  }

  /** Whether shape speaks against a normal sample [Jarque & Bera 1980]; sound from about 2,000. */
  public TestResult jarqueBera() {
    double statistic = count / 6.0 * (skewness * skewness + kurtosis * kurtosis / 4);
    return new TestResult(statistic, Distributions.chiSquareTail(statistic, 2));
  }

  /** Root of the product; {@code NaN} without values or with one below 0. */
  public static double geometricMean(double[] sample) {
    double[] values = present(sample);
    double least = Arrays.stream(values).min().orElse(Double.NaN);
    // A zero has no logarithm to take the mean of.
    return least == 0 ? 0 : Math.exp(Moments.mean(Arrays.stream(values).map(Math::log).toArray()));
  }

  /**
   * Mean without the given share of the smallest and of the largest values, rounded down.
   *
   * @param share from each side, in [0, 0.5)
   */
  public static double trimmedMean(double[] sample, double share) {
    Rules.require(share >= 0 && share < 0.5, "share %s must lie in [0, 0.5)", share);
    double[] values = present(sample);
    Arrays.sort(values);
    int cut = (int) (share * values.length);
    return Moments.mean(Arrays.copyOfRange(values, cut, values.length - cut));
  }

  /**
   * Shannon's entropy of counts in nats: 0 when all fall on one, log k when k share them evenly.
   */
  public static double entropy(double[] counts) {
    double total = 0;
    for (double count : counts) {
      Rules.require(
          count >= 0 && count < Double.POSITIVE_INFINITY,
          "count %s: it must be finite and not negative",
          count);
      total += count;
    }
    double sum = 0;
    for (double count : counts) {
      sum -= count == 0 ? 0 : count / total * Math.log(count / total);
    }
    return total == 0 ? Double.NaN : sum;
  }
}
