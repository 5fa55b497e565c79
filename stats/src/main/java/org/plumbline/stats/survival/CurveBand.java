package org.plumbline.stats.survival;

/** The scale on which the limits of a survival curve are symmetric. */
public enum CurveBand {
  LOG,
  LOG_LOG,
  PLAIN,
  LOGIT,
  ARCSIN;

  /*
   * The formulas of R's survfit. A curve at 1 has no spread yet; one at 0 has none that could be
   * estimated, so its limits are NaN.
   */

  /** The limit that lies so many standard errors of ln S away; negative for the lower one. */
  double limit(double survival, double deviations) {
    if (Double.isNaN(deviations) || survival == 0) {
      return Double.NaN;
    }
    if (survival == 1) {
      return 1;
    }
    double raw =
        switch (this) {
          case LOG -> Math.exp(Math.log(survival) + deviations);
          case LOG_LOG -> Math.pow(survival, Math.exp(deviations / Math.log(survival)));
          case PLAIN -> survival + deviations * survival;
          case LOGIT -> logit(survival, deviations / (1 - survival));
          case ARCSIN -> arcsin(survival, 0.5 * deviations * Math.sqrt(survival / (1 - survival)));
        };
    return Math.clamp(raw, 0, 1);
  }

  private static double logit(double survival, double shift) {
    double moved = Math.log(survival / (1 - survival)) + shift;
    return 1 / (1 + Math.exp(-moved));
  }

  private static double arcsin(double survival, double shift) {
    double angle = Math.clamp(Math.asin(Math.sqrt(survival)) + shift, 0, Math.PI / 2);
    return Math.sin(angle) * Math.sin(angle);
  }
}
