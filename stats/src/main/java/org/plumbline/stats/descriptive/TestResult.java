package org.plumbline.stats.descriptive;

/**
 * A test's answer.
 *
 * @param statistic as its method defines it; {@code NaN} where it cannot be formed
 * @param pValue probability of one as far out by chance alone; {@code NaN} with the statistic
 */
public record TestResult(double statistic, double pValue) {
  static final TestResult UNDEFINED = new TestResult(Double.NaN, Double.NaN);
}
