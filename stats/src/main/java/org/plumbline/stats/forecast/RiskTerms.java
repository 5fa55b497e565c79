package org.plumbline.stats.forecast;

import org.plumbline.stats.math.Rules;

/**
 * What turns returns of periods into yearly figures; nothing of it is guessed.
 *
 * @param periodsPerYear such as 252 trading days, 52 weeks or 12 months
 * @param riskFree return of a period without risk, as a ratio; also what Sortino requires
 * @param tail share of the worst periods that value at risk looks at, such as 0.05
 */
public record RiskTerms(double periodsPerYear, double riskFree, double tail) {
  public RiskTerms {
    Rules.require(
        periodsPerYear > 0 && Double.isFinite(periodsPerYear),
        "periodsPerYear %s must be a positive number",
        periodsPerYear);
    Rules.require(
        riskFree > -1 && Double.isFinite(riskFree),
        "riskFree %s must be a ratio above -1",
        riskFree);
    Rules.require(tail > 0 && tail < 1, "tail %s must lie in (0, 1)", tail);
  }
}
