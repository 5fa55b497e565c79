package org.plumbline.stats.forecast;

/**
 * How far wealth fell below its highest level so far, the start included.
 *
 * @param maximum deepest fall as a ratio, 0 or negative; {@code NaN} without returns
 * @param trough period of the deepest fall, the first among equals; -1 when wealth never fell
 * @param longest most periods in a row below an earlier height
 * @param ulcer root mean square of the falls of all periods [Martin 1987]; {@code NaN} without
 *     returns
 */
public record Drawdown(double maximum, int trough, int longest, double ulcer) {
  /**
   * Walks the returns once.
   *
   * @throws IllegalArgumentException for returns that are not finite or below -1
   */
  public static Drawdown of(double[] returns) {
    Series.requireReturns(returns, "return");
    double wealth = 1;
    double height = 1;
    double deepest = 0;
    double squares = 0;
    int trough = -1;
    int below = 0;
    int longest = 0;
    for (int i = 0; i < returns.length; i++) {
      wealth *= 1 + returns[i];
      height = Math.max(height, wealth);
      below = wealth < height ? below + 1 : 0;
      longest = Math.max(longest, below);
      double fall = wealth / height - 1;
      squares += fall * fall;
      if (fall < deepest) {
        deepest = fall;
        trough = i;
      }
    }
    boolean none = returns.length == 0;
    return new Drawdown(
        none ? Double.NaN : deepest, trough, longest, Math.sqrt(squares / returns.length));
  }
}
