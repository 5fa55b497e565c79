package org.plumbline.stats.survival;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;

/**
 * One covariate of a Cox model; all numbers are {@code NaN} unless the state is {@link
 * CoxState#ESTIMATED}.
 *
 * @param hazardRatio exp(coefficient) with 95 % limits
 */
public record CoxTerm(
    CoxState state,
    double coefficient,
    double standardError,
    double z,
    double pValue,
    Interval hazardRatio) {
  private static final double NORMAL_95 = Distributions.normalQuantile(0.975);

  static CoxTerm of(CoxState state, double value, double variance) {
    double coefficient = state == CoxState.ESTIMATED ? value : Double.NaN;
    double error = state == CoxState.ESTIMATED ? Math.sqrt(variance) : Double.NaN;
    double z = coefficient / error;
    return new CoxTerm(
        state,
        coefficient,
        error,
        z,
        Distributions.chiSquareTail(z * z, 1),
        new Interval(
            Math.exp(coefficient),
            Math.exp(coefficient - NORMAL_95 * error),
            Math.exp(coefficient + NORMAL_95 * error)));
  }
}
