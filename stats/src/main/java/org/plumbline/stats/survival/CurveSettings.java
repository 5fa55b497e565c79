package org.plumbline.stats.survival;

import org.plumbline.stats.math.Rules;

/**
 * How to draw a survival curve.
 *
 * @param level confidence of the limits, in (0, 1)
 */
public record CurveSettings(CurveEstimator estimator, CurveBand band, double level) {
  /** Kaplan and Meier with 95 % limits on the log-log scale, which stay inside [0, 1]. */
  public static final CurveSettings DEFAULT =
      new CurveSettings(CurveEstimator.KAPLAN_MEIER, CurveBand.LOG_LOG, 0.95);

  public CurveSettings {
    Rules.require(level > 0 && level < 1, "level %s must lie in (0, 1)", level);
  }
}
