package org.plumbline.monitoring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.descriptive.Proportions;
import org.plumbline.stats.sequential.MeanChangeTest;
import org.plumbline.training.Scorecard;

/** Whether the labels of a two-class version come from another world than its reference: pure. */
final class LabelFindings {
  private LabelFindings() {}

  /** The share of positives among the labels of a week, against that of the version's test rows. */
  static Optional<Finding> labels(
      Scorecard reference, LabelStore.Performance week, double falseAlarmRate) {
    Scorecard.ConfusionAt then = reference.confusion();
    Double rate = week.observedRate();
    if (then == null || rate == null) {
      return Optional.empty();
    }
    long positives = then.truePositive() + then.falseNegative();
    long rows = positives + then.trueNegative() + then.falsePositive();
    if (rows == 0) {
      return Optional.empty();
    }
    double usual = (double) positives / rows;
    long now = Math.round(rate * week.labelled());
    double chance = Proportions.equal(now, week.labelled(), positives, rows).pValue();
    if (!(chance <= falseAlarmRate)) {
      return Optional.empty();
    }
    double effect = Math.abs(2 * Math.asin(Math.sqrt(rate)) - 2 * Math.asin(Math.sqrt(usual)));
    return Optional.of(
        new Finding(
            AlertKind.LABEL_DRIFT,
            null,
            effect >= 0.5 ? Severity.HIGH : effect >= 0.2 ? Severity.WARNING : Severity.INFO,
            "The share of positives among the labels has changed",
            String.format(
                Locale.ROOT,
                "In the week of %s, %.1f %% of %d labels were positive; %.1f %% were at the"
                    + " version's birth. %s",
                week.start(),
                100 * rate,
                week.labelled(),
                100 * usual,
                AlertKind.LABEL_DRIFT.action()),
            effect,
            1));
  }

  /**
   * Whether the squared errors have risen above those of the version's birth, over all labels since
   * then: the chance of a false alarm holds for the whole life of the version, not for each look.
   *
   * @param rows in the order of their answers
   */
  static Optional<Finding> concept(
      WatchedVersion watched, List<LabelStore.Labelled> rows, double falseAlarmRate) {
    Interval brier = watched.metrics().get("brier");
    if (watched.model().task() != Task.BINARY || brier == null || rows.isEmpty()) {
      return Optional.empty();
    }
    double usual = Double.isNaN(brier.high()) ? brier.value() : brier.high();
    var test = new MeanChangeTest(Math.clamp(usual, 0, 1), falseAlarmRate);
    double sum = 0;
    for (LabelStore.Labelled row : rows) {
      double error = Math.clamp(row.value() - row.score(), -1, 1);
      sum += error * error;
      test.update(error * error);
    }
    double mean = sum / rows.size();
    if (!test.isChanged() || mean <= usual) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            AlertKind.CONCEPT_DRIFT,
            null,
            Severity.HIGH,
            "The errors of the version have risen since its birth",
            String.format(
                Locale.ROOT,
                "The mean squared error of %d labels is %.3f, at most %.3f was usual; chance shows"
                    + " this in less than %.2g of all versions. %s",
                rows.size(),
                mean,
                usual,
                falseAlarmRate,
                AlertKind.CONCEPT_DRIFT.action()),
            mean - usual,
            1));
  }
}
