package org.plumbline.stats.descriptive;

import java.util.Arrays;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/** The test of normality by how well ordered values follow those of a normal sample. Stateless. */
public final class ShapiroWilk {
  private static final double[] LAST = {0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056};
  private static final double[] BEFORE = {0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633};

  private ShapiroWilk() {}

  /**
   * Tests the sample; {@code NaN} below three values and for a constant.
   *
   * @throws IllegalArgumentException for more than 5,000 values, beyond which the approximation was
   *     never checked, and for values that are not finite
   */
  public static TestResult of(double[] sample) {
    /*
     * Royston's approximation [Algorithm AS R94, Applied Statistics 44, 1995]: weights from normal
     * scores, corrected at the ends by polynomials in 1/root n, and a log-normal tail.
     */
    Rules.finite(sample, "value");
    int n = sample.length;
    Rules.require(n <= 5_000, "%d values: the test is defined up to 5000; draw a sample", n);
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double spread = Moments.central(sorted, 2);
    if (n < 3 || spread == 0) {
      return TestResult.UNDEFINED;
    }
    double[] weights = weights(n);
    double contrast = 0;
    for (int i = 0; i < weights.length; i++) {
      contrast += weights[i] * (sorted[n - 1 - i] - sorted[i]);
    }
    double w = Math.min(1, contrast * contrast / spread);
    return new TestResult(w, pValue(w, n));
  }

  /** Weights of the outer halves, largest first. */
  private static double[] weights(int n) {
    double[] weights = new double[n / 2];
    if (n == 3) {
      weights[0] = Math.sqrt(0.5);
      return weights;
    }
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = -Distributions.normalQuantile((i + 0.625) / (n + 0.25));
      squares += 2 * weights[i] * weights[i];
    }
    double length = Math.sqrt(squares);
    double root = 1 / Math.sqrt(n);
    double first = weights[0];
    double last = polynomial(LAST, root) + first / length;
    if (n > 5) {
      double second = weights[1];
      double before = polynomial(BEFORE, root) + second / length;
      double factor =
          Math.sqrt(
              (squares - 2 * first * first - 2 * second * second)
                  / (1 - 2 * last * last - 2 * before * before));
      Arrays.setAll(weights, i -> weights[i] / factor);
      weights[1] = before;
    } else {
      double factor = Math.sqrt((squares - 2 * first * first) / (1 - 2 * last * last));
      Arrays.setAll(weights, i -> weights[i] / factor);
    }
    weights[0] = last;
    return weights;
  }

  private static double pValue(double w, int n) {
    if (n == 3) {
      double p = 6 / Math.PI * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75)));
      return Math.clamp(p, 0, 1);
    }
    double log = Math.log(n);
    double y = Math.log1p(-w);
    if (n <= 11) {
      double gamma = polynomial(new double[] {-2.273, 0.459}, n);
      if (y >= gamma) {
        return 0;
      }
      double mean = polynomial(new double[] {0.544, -0.39978, 0.025054, -6.714e-4}, n);
      double log2 = polynomial(new double[] {1.3822, -0.77857, 0.062767, -0.0020322}, n);
      return Distributions.normalTail((-Math.log(gamma - y) - mean) / Math.exp(log2));
    }
    double mean = polynomial(new double[] {-1.5861, -0.31082, -0.083751, 0.0038915}, log);
    double deviation = Math.exp(polynomial(new double[] {-0.4803, -0.082676, 0.0030302}, log));
    return Distributions.normalTail((y - mean) / deviation);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
