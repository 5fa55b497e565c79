package org.plumbline.stats.regression;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.IncompleteBeta;

/**
 * One factor of a fit with its uncertainty; all are {@code NaN} for a column that the intercept and
 * the columns before it explain, all but the value where no uncertainty can be formed.
 *
 * @param value change of the fitted scale by one unit of the column
 * @param standardError of the value
 * @param statistic value over standard error: Student's t or, by a family, normal z
 * @param pValue two-sided, against a factor of 0
 * @param limits the value with its 95 % interval
 */
public record Coefficient(
    double value, double standardError, double statistic, double pValue, Interval limits) {
  static final Coefficient EXPLAINED = normal(Double.NaN, Double.NaN);

  private static final double CONFIDENCE = 0.95;
  private static final double NORMAL_95 = Distributions.normalQuantile(0.975);

  static Coefficient student(double value, double error, double degrees) {
    double t = value / error;
    double reach = IncompleteBeta.studentCritical(1 - CONFIDENCE, degrees) * error;
    return of(value, error, IncompleteBeta.studentTwoSided(t, degrees), reach);
  }

  static Coefficient normal(double value, double error) {
    double z = value / error;
    return of(value, error, Distributions.chiSquareTail(z * z, 1), NORMAL_95 * error);
  }

  private static Coefficient of(double value, double error, double pValue, double reach) {
    Interval limits = new Interval(value, value - reach, value + reach);
    return new Coefficient(value, error, value / error, pValue, limits);
  }
}
