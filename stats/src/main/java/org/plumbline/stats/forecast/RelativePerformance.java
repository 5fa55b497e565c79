package org.plumbline.stats.forecast;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/**
 * Returns beside those of a benchmark over the same periods. {@code NaN} for fewer than two
 * periods, and where the benchmark never varied or never moved that way.
 *
 * @param beta covariance with the benchmark over the benchmark's variance
 * @param annualAlpha what is left of the mean excess return after beta, compounded to a year
 * @param informationRatio mean active return of a period over its deviation, not annualised
 * @param annualTrackingError deviation of the active return, scaled to a year
 * @param upCapture annual return over the benchmark's, in periods where the benchmark gained
 * @param downCapture the same where it lost
 */
public record RelativePerformance(
    double beta,
    double annualAlpha,
    double informationRatio,
    double annualTrackingError,
    double upCapture,
    double downCapture) {

  /**
   * Measures everything; linear.
   *
   * @throws IllegalArgumentException for other lengths, returns that are not finite or below -1
   */
  public static RelativePerformance of(double[] returns, double[] benchmark, RiskTerms terms) {
    Rules.require(
        returns.length == benchmark.length,
        "%d returns but %d of the benchmark: give one for each period",
        returns.length,
        benchmark.length);
    Series.requireReturns(returns, "return");
    Series.requireReturns(benchmark, "benchmark");
    double beta = beta(returns, benchmark);
    double left =
        Series.mean(returns)
            - terms.riskFree()
            - beta * (Series.mean(benchmark) - terms.riskFree());
    double[] active =
        IntStream.range(0, returns.length).mapToDouble(i -> returns[i] - benchmark[i]).toArray();
    double deviation = Series.deviation(active);
    return new RelativePerformance(
        beta,
        Math.pow(1 + left, terms.periodsPerYear()) - 1,
        Series.ratio(Series.mean(active), deviation),
        deviation * Math.sqrt(terms.periodsPerYear()),
        capture(returns, benchmark, 1, terms),
        capture(returns, benchmark, -1, terms));
  }

  private static double beta(double[] returns, double[] benchmark) {
    if (returns.length < 2) {
      return Double.NaN;
    }
    double mean = Series.mean(returns);
    double benchmarkMean = Series.mean(benchmark);
    double together = 0;
    for (int i = 0; i < returns.length; i++) {
      together += (returns[i] - mean) * (benchmark[i] - benchmarkMean);
    }
    return Series.ratio(together, Series.centralSum(benchmark, 2));
  }

  private static double capture(
      double[] returns, double[] benchmark, int direction, RiskTerms terms) {
    int[] periods =
        IntStream.range(0, returns.length).filter(i -> benchmark[i] * direction > 0).toArray();
    double[] ours = Arrays.stream(periods).mapToDouble(i -> returns[i]).toArray();
    double[] theirs = Arrays.stream(periods).mapToDouble(i -> benchmark[i]).toArray();
    return Series.annualReturn(ours, terms.periodsPerYear())
        / Series.annualReturn(theirs, terms.periodsPerYear());
  }
}
