package org.plumbline.stats.survival;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.math.Distributions;

/** Adds up a survival curve, time by time. */
final class CurveSteps {
  private final CurveSettings settings;
  private final double deviations;
  private double survival = 1;
  private double hazard;
  private double hazardVariance;
  private double greenwood;

  CurveSteps(CurveSettings settings) {
    this.settings = settings;
    this.deviations = Distributions.normalQuantile(0.5 + settings.level() / 2);
  }

  List<SurvivalStep> of(Lifetimes rows) {
    RiskTable table = RiskTable.of(rows);
    List<SurvivalStep> steps = new ArrayList<>(table.size());
    for (int i = 0; i < table.size(); i++) {
      steps.add(step(table, i));
    }
    return steps;
  }

  private SurvivalStep step(RiskTable table, int i) {
    double atRisk = table.atRisk(i);
    double events = table.events(i);
    double left = atRisk - events;
    if (events > 0) {
      greenwood += left > 0 ? events / (atRisk * left) : Double.POSITIVE_INFINITY;
      addHazard(atRisk, events, table.eventRows(i));
      survival =
          settings.estimator() == CurveEstimator.KAPLAN_MEIER
              ? survival * (left / atRisk)
              : Math.exp(-hazard);
    }
    double hazardError = Math.sqrt(hazardVariance);
    double logError =
        settings.estimator() == CurveEstimator.KAPLAN_MEIER ? Math.sqrt(greenwood) : hazardError;
    return new SurvivalStep(
        table.time(i),
        atRisk,
        events,
        table.censored(i),
        survival,
        survival == 0 ? Double.NaN : survival * logError,
        settings.band().limit(survival, -deviations * logError),
        settings.band().limit(survival, deviations * logError),
        hazard,
        hazardError);
  }

  private void addHazard(double atRisk, double events, int rows) {
    if (settings.estimator() != CurveEstimator.FLEMING_HARRINGTON) {
      hazard += events / atRisk;
      hazardVariance += events / (atRisk * atRisk);
      return;
    }
    double one = events / rows;
    for (int k = 0; k < rows; k++) {
      double still = atRisk - k * one;
      hazard += one / still;
      hazardVariance += one / (still * still);
    }
  }
}
