package org.plumbline.stats.survival;

/**
 * A survival curve at one time of the data.
 *
 * @param atRisk weight of the rows at risk just before the time
 * @param events weight of the events at the time
 * @param censored weight of the rows whose watching ended at the time
 * @param survival share that lives on after the time
 * @param standardError of the survival (Greenwood); {@code NaN} once the curve is at 0
 * @param lower lower limit, {@code NaN} where unknown
 * @param upper upper limit, {@code NaN} where unknown
 * @param hazard cumulative hazard
 * @param hazardError standard error of the cumulative hazard
 */
public record SurvivalStep(
    double time,
    double atRisk,
    double events,
    double censored,
    double survival,
    double standardError,
    double lower,
    double upper,
    double hazard,
    double hazardError) {}
