package org.plumbline.stats.forecast;

import java.util.Arrays;

/**
 * What a series of returns earned and risked. Returns are simple and of equal periods. What has no
 * denominator is {@code NaN}: nothing ever lost, nothing ever varied, too few periods.
 *
 * @param periods number of returns
 * @param totalReturn compound growth over all periods
 * @param annualReturn compound growth of a year
 * @param annualVolatility standard deviation (n - 1) scaled by the root of periods per year
 * @param sharpe yearly mean excess return over its volatility; {@code NaN} without volatility
 * @param sortino yearly mean excess return over the downside risk; infinite when there is none
 * @param downsideRisk yearly root mean square of what fell short of the risk-free return
 * @param drawdown falls below the highest level so far
 * @param calmar annual return over the deepest fall; {@code NaN} when wealth never fell
 * @param omega sum of excess gains over sum of excess losses
 * @param valueAtRisk historical: the tail quantile of the returns, linearly interpolated
 * @param conditionalValueAtRisk mean of the worst returns, the tail rounded down and at least one
 * @param hitRate share of periods with a gain, flat periods counted
 * @param hitRateWithoutFlat share of gains among periods that moved
 * @param profitFactor sum of gains over sum of losses
 * @param payoff mean gain over mean loss
 * @param tailRatio 95 % quantile over 5 % quantile, without signs
 * @param stability R² of a line through cumulated log returns; {@code NaN} after a total loss
 * @param skewness adjusted Fisher-Pearson; {@code NaN} below three periods, 0 for a constant
 * @param excessKurtosis adjusted; {@code NaN} below four periods, 0 for a constant
 */
public record Performance(
    int periods,
    double totalReturn,
    double annualReturn,
    double annualVolatility,
    double sharpe,
    double sortino,
    double downsideRisk,
    Drawdown drawdown,
    double calmar,
    double omega,
    double valueAtRisk,
    double conditionalValueAtRisk,
    double hitRate,
    double hitRateWithoutFlat,
    double profitFactor,
    double payoff,
    double tailRatio,
    double stability,
    double skewness,
    double excessKurtosis) {

  /**
   * Measures everything; O(n log n).
   *
   * @throws IllegalArgumentException for returns that are not finite or below -1
   */
  public static Performance of(double[] returns, RiskTerms terms) {
    Drawdown drawdown = Drawdown.of(returns);
    double[] sorted = returns.clone();
    Arrays.sort(sorted);
    int n = returns.length;
    double annual = Series.annualReturn(returns, terms.periodsPerYear());
    Gains gains = Gains.of(returns, 0);
    Gains excess = Gains.of(returns, terms.riskFree());
    return new Performance(
        n,
        n == 0 ? Double.NaN : Series.growth(returns) - 1,
        annual,
        Series.deviation(returns) * Math.sqrt(terms.periodsPerYear()),
        sharpe(returns, terms),
        sortino(returns, terms),
        downside(returns, terms),
        drawdown,
        drawdown.maximum() < 0 ? annual / -drawdown.maximum() : Double.NaN,
        n < 2 ? Double.NaN : Series.ratio(excess.won(), excess.lost()),
        Series.quantile(sorted, terms.tail()),
        worst(sorted, terms.tail()),
        (double) gains.wins() / n,
        (double) gains.wins() / (gains.wins() + gains.losses()),
        Series.ratio(gains.won(), gains.lost()),
        Series.ratio(gains.won() / gains.wins(), gains.lost() / gains.losses()),
        Series.ratio(
            Math.abs(Series.quantile(sorted, 0.95)), Math.abs(Series.quantile(sorted, 0.05))),
        stability(returns),
        skewness(returns),
        excessKurtosis(returns));
  }

  private static double sharpe(double[] returns, RiskTerms terms) {
    // The excess is taken from the mean: shifting each return would give a constant a spread.
    return Series.ratio(Series.mean(returns) - terms.riskFree(), Series.deviation(returns))
        * Math.sqrt(terms.periodsPerYear());
  }

  private static double sortino(double[] returns, RiskTerms terms) {
    if (returns.length < 2) {
      return Double.NaN;
    }
    double excess = (Series.mean(returns) - terms.riskFree()) * terms.periodsPerYear();
    return excess / downside(returns, terms);
  }

  private static double downside(double[] returns, RiskTerms terms) {
    double squares = 0;
    for (double one : returns) {
      double shortfall = Math.min(0, one - terms.riskFree());
      squares += shortfall * shortfall;
    }
    return Math.sqrt(squares / returns.length) * Math.sqrt(terms.periodsPerYear());
  }

  private static double worst(double[] sorted, double tail) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int last = (int) ((sorted.length - 1) * tail);
    return Series.mean(Arrays.copyOf(sorted, last + 1));
  }

  private static double stability(double[] returns) {
    int n = returns.length;
    if (n < 2) {
      return Double.NaN;
    }
    double[] height = new double[n];
    double logWealth = 0;
    for (int i = 0; i < n; i++) {
      logWealth += Math.log1p(returns[i]);
      height[i] = logWealth;
    }
    if (!Double.isFinite(logWealth)) {
      return Double.NaN;
    }
    double mean = Series.mean(height);
    double together = 0;
    double times = 0;
    for (int i = 0; i < n; i++) {
      double time = i - 0.5 * (n - 1);
      together += time * (height[i] - mean);
      times += time * time;
    }
    double spread = Series.centralSum(height, 2);
    // A level line explains nothing of nothing: 0, as the references have it.
    return spread == 0 ? 0 : Math.min(1, together * together / (times * spread));
  }

  private static double skewness(double[] returns) {
    double n = returns.length;
    if (n < 3) {
      return Double.NaN;
    }
    double second = Series.centralSum(returns, 2);
    double third = Series.centralSum(returns, 3);
    return second == 0 ? 0 : n * Math.sqrt(n - 1) / (n - 2) * third / Math.pow(second, 1.5);
  }

  private static double excessKurtosis(double[] returns) {
    double n = returns.length;
    if (n < 4) {
      return Double.NaN;
    }
    double second = Series.centralSum(returns, 2);
    double fourth = Series.centralSum(returns, 4);
    if (second == 0) {
      return 0;
    }
    double rest = (n - 2) * (n - 3);
    return n * (n + 1) * (n - 1) / rest * fourth / (second * second) - 3 * (n - 1) * (n - 1) / rest;
  }

  /** Returns above and below a bar. */
  private record Gains(int wins, int losses, double won, double lost) {
    static Gains of(double[] returns, double bar) {
      int wins = 0;
      int losses = 0;
      double won = 0;
      double lost = 0;
      for (double one : returns) {
        if (one > bar) {
          wins++;
          won += one - bar;
        } else if (one < bar) {
          losses++;
          lost += bar - one;
        }
      }
      return new Gains(wins, losses, won, lost);
    }
  }
}
