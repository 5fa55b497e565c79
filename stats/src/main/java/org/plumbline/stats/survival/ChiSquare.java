package org.plumbline.stats.survival;

import org.plumbline.stats.math.Distributions;

/** A chi-square test of a model against none; {@code NaN} where nothing could be tested. */
public record ChiSquare(double statistic, int degrees, double pValue) {
  static ChiSquare of(double statistic, int degrees) {
    double value = degrees > 0 ? statistic : Double.NaN;
    return new ChiSquare(value, degrees, Distributions.chiSquareTail(value, degrees));
  }
}
