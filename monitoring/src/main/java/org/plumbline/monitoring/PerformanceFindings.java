package org.plumbline.monitoring;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.plumbline.stats.Interval;
import org.plumbline.training.Scorecard;

/** Whether labels show a version to be worse than its reference: pure. */
public final class PerformanceFindings {
  private static final Set<String> LOWER_IS_BETTER =
      Set.of("logLoss", "brier", "ece", "rmse", "mae", "mape", "smape", "medianAe");

  private PerformanceFindings() {}

  public static boolean lowerIsBetter(String metric) {
    return LOWER_IS_BETTER.contains(metric);
  }

  /** An alert when the interval of the week lies wholly on the bad side of the reference's. */
  static List<Finding> of(Scorecard reference, LabelStore.Performance week) {
    String metric = reference.primaryMetric();
    Interval then = reference.metrics().get(metric);
    Interval now = week.metrics().get(metric);
    if (then == null || now == null) {
      return List.of();
    }
    boolean lower = lowerIsBetter(metric);
    double bound = bound(then, lower);
    boolean certain = lower ? now.low() > bound : now.high() < bound;
    boolean likely = lower ? now.low() > then.value() : now.high() < then.value();
    if (!certain && !likely) {
      return List.of();
    }
    return List.of(
        new Finding(
            AlertKind.PERFORMANCE_DROP,
            null,
            certain ? Severity.CRITICAL : Severity.WARNING,
            "The version got worse: " + metric + " is " + text(now.value()),
            String.format(
                Locale.ROOT,
                "In the week of %s, on %d labels, %s is %s [%s, %s]; at its birth it was %s [%s,"
                    + " %s]. Look at the drift, then train again",
                week.start(),
                week.labelled(),
                metric,
                text(now.value()),
                text(now.low()),
                text(now.high()),
                text(then.value()),
                text(then.low()),
                text(then.high()))));
  }

  /** The bad end of what was measured at the birth. */
  static double bound(Interval then, boolean lower) {
    return lower ? known(then.high(), then.value()) : known(then.low(), then.value());
  }

  private static double known(double bound, double value) {
    return Double.isNaN(bound) ? value : bound;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
