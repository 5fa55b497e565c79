package org.plumbline.stats.drift;

import java.util.Arrays;
import org.plumbline.stats.math.IncompleteBeta;

/**
 * Whether two samples have the same mean, without assuming equal variances [Welch 1947].
 *
 * @param statistic t: difference of the means (reference less current) over its standard error
 * @param degrees degrees of freedom after Satterthwaite
 * @param pValue two-sided; sound for about thirty values a side, or fewer when they are near normal
 * @param effect difference of the means in pooled standard deviations (Cohen's d)
 */
public record WelchTest(double statistic, double degrees, double pValue, double effect) {
  /**
   * Compares the finite values of two samples. All is {@code NaN} with fewer than two on a side, or
   * when neither side varies.
   */
  public static WelchTest of(double[] reference, double[] current) {
    double[] r = Arrays.stream(reference).filter(Double::isFinite).toArray();
    double[] c = Arrays.stream(current).filter(Double::isFinite).toArray();
    double n = r.length;
    double m = c.length;
    double first = variance(r) / n;
    double second = variance(c) / m;
    double squareError = first + second;
    if (n < 2 || m < 2 || squareError == 0) {
      return new WelchTest(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double difference = mean(r) - mean(c);
    double t = difference / Math.sqrt(squareError);
    double degrees =
        squareError * squareError / (first * first / (n - 1) + second * second / (m - 1));
    double pooled = ((n - 1) * first * n + (m - 1) * second * m) / (n + m - 2);
    return new WelchTest(
        t, degrees, IncompleteBeta.studentTwoSided(t, degrees), difference / Math.sqrt(pooled));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return squares / (values.length - 1);
  }
}
