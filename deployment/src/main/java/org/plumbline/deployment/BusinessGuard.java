package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

/**
 * Sends a canary back once a business value of its entities is worse than of the champion's.
 *
 * @param value its name, as labels tell it
 * @param effect the least difference that matters, in units of the value; the test is sharpest
 *     there
 * @param worse which way is worse
 */
public record BusinessGuard(String value, double effect, Worse worse) {
  /** Which way is worse. */
  public enum Worse {
    LOWER,
    HIGHER
  }

  public BusinessGuard {
    require(
        value != null && new TrialMetric(value).isBusinessValue(),
        "A business value has a name of its own, not '%s'",
        value);
    require(effect > 0 && Double.isFinite(effect), "effect %s must be positive", effect);
    require(worse != null, "A business guard says which way is worse: LOWER or HIGHER");
  }
}
