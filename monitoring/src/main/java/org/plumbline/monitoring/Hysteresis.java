package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

/**
 * How steady a cause must be before its alert opens, and how steady its absence before it resolves.
 *
 * @param opensAfter so many bad windows
 * @param of among the last so many
 * @param resolvesAfter so many good windows in a row
 */
public record Hysteresis(int opensAfter, int of, int resolvesAfter) {
  /** Longer memory than anybody has waited for. */
  private static final int MOST = 30;

  /** Windows of drift are seven days long already, so one is enough to open. */
  public static final Hysteresis STANDARD = new Hysteresis(1, 1, 2);

  /** For what is certain when it is seen. */
  public static final Hysteresis AT_ONCE = new Hysteresis(1, 1, 1);

  public Hysteresis {
    require(
        opensAfter >= 1 && opensAfter <= of && of <= MOST,
        "An alert opens after 1 to n of n windows, n at most 30, not after %s of %s",
        opensAfter,
        of);
    require(
        resolvesAfter >= 1 && resolvesAfter <= MOST,
        "An alert resolves after 1 to 30 good windows, not after %s",
        resolvesAfter);
  }

  /** How many windows must be remembered. */
  int memory() {
    return Math.max(of, resolvesAfter);
  }
}
