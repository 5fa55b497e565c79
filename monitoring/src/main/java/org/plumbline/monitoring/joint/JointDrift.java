package org.plumbline.monitoring.joint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.WindowWatch.Seen;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.multivariate.BoostingSettings;
import org.plumbline.stats.multivariate.DomainClassifier;
import org.plumbline.stats.multivariate.DomainSettings;

/**
 * Whether a classifier can tell the rows of a window from those of the reference: pure.
 *
 * <p>It is drift when the lower end of the interval of its area under the ROC curve passes one half
 * by a margin; the interval is so wide that chance puts it there in at most the plan's share of the
 * windows of an unchanged model.
 */
final class JointDrift {
  /** So few rows on either side tell nothing. */
  static final int LEAST = 200;

  /** More tell little more and cost time. */
  static final int MOST = 2_000;

  private static final double MARGIN = 0.01;
  private static final int FOLDS = 5;

  /** Seeded, so that the same rows give the same finding. */
  private static final long SEED = 20_261_121L;

  private static final int NAMED = 3;

  private JointDrift() {}

  static Seen unknown(long rows, String why) {
    return new Seen(List.of(Reading.unknown(Measure.JOINT_AUC, rows, why)), List.of());
  }

  /**
   * Compares rows.
   *
   * @param features of the rows' slots
   */
  static Seen of(
      List<double[]> reference,
      List<double[]> current,
      List<ColumnContract> features,
      MonitorPlan plan) {
    if (Math.min(reference.size(), current.size()) < LEAST) {
      return unknown(
          current.size(),
          "%d rows of the window, %d of the reference: %d tell"
              .formatted(current.size(), reference.size(), LEAST));
    }
    List<Integer> watched = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      if (!plan.ignored().contains(features.get(i).name())) {
        watched.add(i);
      }
    }
    boolean[] categorical = new boolean[watched.size()];
    for (int i = 0; i < categorical.length; i++) {
      categorical[i] = features.get(watched.get(i)).type() == ColumnType.CATEGORY;
    }
    var settings =
        new DomainSettings(
            FOLDS, MOST, 1 - 2 * plan.falseAlarmRate(), MARGIN, BoostingSettings.CLASSIFIER, SEED);
    DomainClassifier told =
        DomainClassifier.between(
            columns(reference, watched), columns(current, watched), categorical, settings);
    if (Double.isNaN(told.auc().value())) {
      return unknown(current.size(), "No input is watched");
    }
    String drivers = drivers(told, watched, features);
    String interval =
        String.format(Locale.ROOT, "[%.3f, %.3f]", told.auc().low(), told.auc().high());
    var reading =
        new Reading(
            Measure.JOINT_AUC,
            told.auc().value(),
            0.5 + MARGIN,
            told.currentRows(),
            "Interval %s, whose lower end counts%s"
                .formatted(interval, drivers.isEmpty() ? "" : "; told apart by " + drivers));
    return new Seen(
        List.of(reading), told.isDrift() ? List.of(finding(told, interval, drivers)) : List.of());
  }

  private static double[][] columns(List<double[]> rows, List<Integer> watched) {
    return rows.stream()
        .map(row -> watched.stream().mapToDouble(column -> row[column]).toArray())
        .toArray(double[][]::new);
  }

  /** What the area rests on. */
  private static String drivers(
      DomainClassifier told, List<Integer> watched, List<ColumnContract> features) {
    return String.join(
        ", ",
        told.drivers().stream()
            .filter(driver -> driver.aucDrop() > 0)
            .limit(NAMED)
            .map(driver -> features.get(watched.get(driver.column())).name())
            .toList());
  }

  private static Finding finding(DomainClassifier told, String interval, String drivers) {
    DriftVerdict verdict = told.verdict();
    return new Finding(
        AlertKind.JOINT_DRIFT,
        null,
        verdict == DriftVerdict.SEVERE
            ? Severity.HIGH
            : verdict == DriftVerdict.MODERATE ? Severity.WARNING : Severity.INFO,
        "Rows as wholes are unlike the reference",
        String.format(
            Locale.ROOT,
            "A classifier tells %d rows of the window from %d of the reference with an area of %.3f"
                + " %s, where .5 is chance%s. %s",
            told.currentRows(),
            told.referenceRows(),
            told.auc().value(),
            interval,
            drivers.isEmpty() ? "" : ", most by " + drivers,
            AlertKind.JOINT_DRIFT.action()),
        2 * (told.auc().value() - 0.5),
        1);
  }
}
