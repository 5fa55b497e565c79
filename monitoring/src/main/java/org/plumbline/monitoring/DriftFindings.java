package org.plumbline.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.drift.DriftVerdict;

/** Which drift is worth an alert: pure. */
public final class DriftFindings {
  private DriftFindings() {}

  /**
   * Severe drift alerts; moderate drift only in what the model leans on. A column whose values went
   * missing has one cause, not two.
   *
   * @param importance of each feature relative to the most important one
   */
  public static List<Finding> of(
      List<ColumnDriftLine> columns, Map<String, Double> importance, MonitorPlan plan) {
    List<Finding> findings = new ArrayList<>();
    for (ColumnDriftLine column : columns) {
      if (column.verdict() == DriftVerdict.TOO_FEW_ROWS
          || plan.ignored().contains(column.column())) {
        continue;
      }
      boolean isPrediction = column.column().equals(WatchedVersion.PREDICTION);
      double weight = importance.getOrDefault(column.column(), 0.0);
      Optional<Finding> finding =
          isPrediction
              ? prediction(column)
              : missing(column, weight, plan.missingRise()).or(() -> feature(column, weight));
      finding.ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> prediction(ColumnDriftLine column) {
    return switch (column.verdict()) {
      case SEVERE -> Optional.of(prediction(column, Severity.HIGH));
      case MODERATE -> Optional.of(prediction(column, Severity.WARNING));
      case SLIGHT, NONE, TOO_FEW_ROWS -> Optional.empty();
    };
  }

  private static Finding prediction(ColumnDriftLine column, Severity severity) {
    return new Finding(
        AlertKind.PREDICTION_DRIFT,
        null,
        severity,
        "Scores are distributed unlike the reference",
        numbers(column) + ". " + column.recommendation(),
        effect(column),
        1);
  }

  private static double effect(ColumnDriftLine column) {
    return column.effect() == null ? Double.NaN : column.effect();
  }

  private static Optional<Finding> feature(ColumnDriftLine column, double weight) {
    boolean severe = column.verdict() == DriftVerdict.SEVERE;
    if (!severe && !(column.verdict() == DriftVerdict.MODERATE && weight >= 0.5)) {
      return Optional.empty();
    }
    Severity severity =
        severe && weight >= 0.25
            ? Severity.HIGH
            : severe && weight < 0.05 ? Severity.INFO : Severity.WARNING;
    return Optional.of(
        new Finding(
            AlertKind.FEATURE_DRIFT,
            column.column(),
            severity,
            column.column() + " is distributed unlike the reference",
            numbers(column)
                + String.format(Locale.ROOT, ", importance %.0f %%. ", weight * 100)
                + column.recommendation(),
            effect(column),
            weight));
  }

  private static Optional<Finding> missing(ColumnDriftLine column, double weight, double rise) {
    Double reference = column.referenceMissingRate();
    Double current = column.currentMissingRate();
    if (reference == null || current == null || current - reference < rise) {
      return Optional.empty();
    }
    Severity severity =
        current - reference >= 0.5 || weight >= 0.25 ? Severity.HIGH : Severity.WARNING;
    return Optional.of(
        new Finding(
            AlertKind.MISSING_VALUES,
            column.column(),
            severity,
            column.column() + " is missing far more often than in the reference",
            String.format(
                Locale.ROOT,
                "Missing in %.1f %% of the answers of the last seven days, in %.1f %% of the"
                    + " reference; look at what delivers the column",
                current * 100,
                reference * 100),
            current - reference,
            weight));
  }

  private static String numbers(ColumnDriftLine column) {
    return "PSI " + text(column.psi()) + ", effect " + text(column.effect());
  }

  private static String text(@Nullable Double value) {
    return value == null ? "unknown" : String.format(Locale.ROOT, "%.2f", value);
  }
}
