package org.plumbline.stats.survival;

/**
 * Residuals of a Cox model; arrays are the caller's own.
 *
 * @param martingale event less expected events, for each row
 * @param deviance the same made symmetric
 * @param score each row's part of the gradient, for each row and covariate
 * @param eventRows rows with events, by stratum, the last time first
 * @param schoenfeld covariates of each such row less their mean at risk
 */
public record CoxResiduals(
    double[] martingale,
    double[] deviance,
    double[][] score,
    int[] eventRows,
    double[][] schoenfeld) {}
