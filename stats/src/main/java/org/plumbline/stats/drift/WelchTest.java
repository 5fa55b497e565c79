package org.plumbline.stats.drift;

import java.math.BigInteger;
import org.plumbline.stats.math.ExactSum;
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
  /** Exact sums: means of large values that nearly cancel would leave nothing but rounding. */
  private record Moments(BigInteger count, BigInteger sum, BigInteger squares) {
    static Moments of(double[] sample) {
      ExactSum sum = ExactSum.ofValues();
      ExactSum squares = ExactSum.ofSquares();
      long count = 0;
      for (double value : sample) {
        if (Double.isFinite(value)) {
          sum.add(value);
          squares.add(value);
          count++;
        }
      }
      return new Moments(BigInteger.valueOf(count), sum.total(), squares.total());
    }

    double meanLess(Moments other) {
      BigInteger gap = sum.multiply(other.count).subtract(other.sum.multiply(count));
      return ExactSum.ratio(gap, count.multiply(other.count), ExactSum.UNIT);
    }

    double variance() {
      BigInteger spread = count.multiply(squares).subtract(sum.multiply(sum));
      BigInteger pairs = count.multiply(count.subtract(BigInteger.ONE));
      return ExactSum.ratio(spread, pairs, 2 * ExactSum.UNIT);
    }
  }

  /**
   * Compares the finite values of two samples. All is {@code NaN} with fewer than two on a side;
   * two different constants are infinitely far apart, two equal ones give {@code NaN}, as does a
   * variance beyond the largest number.
   */
  public static WelchTest of(double[] reference, double[] current) {
    Moments left = Moments.of(reference);
    Moments right = Moments.of(current);
    double n = left.count().doubleValue();
    double m = right.count().doubleValue();
    if (n < 2 || m < 2) {
      return new WelchTest(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double difference = left.meanLess(right);
    double first = left.variance() / n;
    double second = right.variance() / m;
    double squareError = first + second;
    double t = difference / Math.sqrt(squareError);
    double degrees =
        squareError * squareError / (first * first / (n - 1) + second * second / (m - 1));
    double pooled = ((n - 1) * first * n + (m - 1) * second * m) / (n + m - 2);
    return new WelchTest(
        t, degrees, IncompleteBeta.studentTwoSided(t, degrees), difference / Math.sqrt(pooled));
  }
}
