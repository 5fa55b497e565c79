package org.plumbline.stats.survival;

import org.plumbline.stats.math.Rules;

/**
 * How to fit a Cox model.
 *
 * @param penalty of squared coefficients of standardised covariates, in the unit of lifelines: half
 *     of it times the weight of all rows is taken from the log-likelihood; 0 for none
 */
public record CoxSettings(CoxTies ties, double penalty) {
  public static final CoxSettings DEFAULT = new CoxSettings(CoxTies.EFRON, 0);

  public CoxSettings {
    Rules.require(
        penalty >= 0 && penalty < Double.POSITIVE_INFINITY,
        "penalty %s must be finite and not negative",
        penalty);
  }
}
