package org.plumbline.governance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.risk.FirstIndex;
import org.plumbline.monitoring.ColumnDriftLine;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.PerformanceFindings;
import org.plumbline.monitoring.ReasonCoverage;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Version;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.drift.DriftSettings;
import org.plumbline.training.Scorecard;

/** Measures each side of a version's risk: pure. The values from which a side matters are here. */
final class WatchedRisk {
  private static final double DRIFT_EFFECT = DriftSettings.DEFAULT.moderate();
  private static final double LOST_ADVANTAGE = 0.25;
  private static final double CALIBRATION_ERROR = 0.10;
  private static final double DISPARITY = 0.15;
  private static final double QUARANTINED_SHARE = 0.05;
  private static final double AGE_DAYS = 365;

  /** Half an interval over the advantage; at 1 the version may be no better than the baseline. */
  private static final double UNSURE_SHARE = 0.5;

  private WatchedRisk() {}

  static RiskMeasures measures(Gathered known) {
    Version version = known.version();
    return new RiskMeasures(
        drift(version.scorecard(), known.recent()),
        performance(version.scorecard(), known.live()),
        calibration(version, known.live()),
        fairness(known),
        quarantine(version),
        staleness(version, known.now()),
        explanation(known),
        uncertainty(version.scorecard(), known.live()));
  }

  /**
   * The inputs of the first formula, from what is significant and from the reference's own bins.
   */
  static FirstIndex first(Gathered known) {
    List<ColumnDriftLine> columns =
        known.recent().map(WindowStore.DriftWindow::columns).orElse(List.of());
    return FirstIndex.of(
        mean(columns, ColumnDriftLine::psi), mean(columns, ColumnDriftLine::ks), known.disparity());
  }

  /** Which number of a column is meant. */
  private interface Of {
    @Nullable Double value(ColumnDriftLine column);
  }

  /**
   * On few rows the statistics of equal samples are far from zero: what is no drift counts as 0.
   */
  private static OptionalDouble mean(List<ColumnDriftLine> columns, Of of) {
    double sum = 0;
    int count = 0;
    for (ColumnDriftLine column : columns) {
      Double value = of.value(column);
      if (value != null) {
        sum += column.verdict().isDrift() ? value : 0;
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  private static RiskMeasure quarantine(Version version) {
    double share = quarantinedShare(version);
    return Double.isNaN(share)
        ? new RiskMeasure.NotApplicable("came without rows")
        : RiskMeasure.Known.of(
            share,
            QUARANTINED_SHARE,
            String.format(
                Locale.ROOT, "%.1f %% of the training rows were quarantined", share * 100));
  }

  private static RiskMeasure drift(Scorecard scorecard, Optional<WindowStore.DriftWindow> recent) {
    if (recent.isEmpty()) {
      return new RiskMeasure.NotApplicable("has not answered yet");
    }
    Map<String, Double> importance = new LinkedHashMap<>();
    double most = 0;
    for (Scorecard.Importance feature : scorecard.importance()) {
      importance.put(feature.feature(), feature.importance());
      most = Math.max(most, feature.importance());
    }
    List<DriftRisk.ColumnEffect> effects = new ArrayList<>();
    for (ColumnDriftLine column : recent.get().columns()) {
      Double effect = column.effect();
      double weight =
          column.column().equals(WatchedVersion.PREDICTION)
              ? most
              : importance.getOrDefault(column.column(), 0.0);
      /* What is not significant is noise, whatever its size. */
      effects.add(
          new DriftRisk.ColumnEffect(
              column.column(),
              effect == null || !column.verdict().isDrift() ? 0 : Math.max(0, effect),
              DRIFT_EFFECT,
              Math.max(0, weight)));
    }
    return DriftRisk.of(effects);
  }

  /** How much of the advantage over the baseline is lost. */
  private static RiskMeasure performance(
      Scorecard scorecard, Optional<LabelStore.Performance> live) {
    String metric = scorecard.primaryMetric();
    Interval birth = scorecard.metrics().get(metric);
    if (birth == null || !Double.isFinite(birth.value())) {
      return new RiskMeasure.Unknown("the scorecard has no " + metric);
    }
    if (live.isEmpty()) {
      return better(scorecard)
          ? new RiskMeasure.Known(
              0, "better than the baseline at its birth; no labels of answers yet")
          : new RiskMeasure.Known(2, "not better than the baseline at its birth");
    }
    Interval baseline = scorecard.baseline().metrics().get(metric);
    double now = live.get().metrics().getOrDefault(metric, birth).value();
    double advantage =
        baseline == null ? Math.abs(birth.value()) / 2 : Math.abs(birth.value() - baseline.value());
    double lost =
        PerformanceFindings.lowerIsBetter(metric) ? now - birth.value() : birth.value() - now;
    double share = advantage > 0 ? Math.max(0, lost) / advantage : lost > 0 ? 1 : 0;
    return RiskMeasure.Known.of(
        share,
        LOST_ADVANTAGE,
        String.format(
            Locale.ROOT,
            "%s was %.3f and is %.3f in the week of %s",
            metric,
            birth.value(),
            now,
            live.get().start()));
  }

  private static RiskMeasure calibration(Version version, Optional<LabelStore.Performance> live) {
    if (version.task() == Task.REGRESSION) {
      return new RiskMeasure.NotApplicable("a regression gives no probability");
    }
    Interval now = live.map(week -> week.metrics().get("ece")).orElse(null);
    Interval error = now == null ? version.metrics().get("ece") : now;
    if (error == null || !Double.isFinite(error.value())) {
      return new RiskMeasure.NotApplicable("the calibration error is not defined");
    }
    /* On few labels the error is mostly noise: its lower end is what is sure. */
    double sure =
        Double.isFinite(error.low()) ? Math.min(error.low(), error.value()) : error.value();
    return RiskMeasure.Known.of(
        sure,
        CALIBRATION_ERROR,
        String.format(Locale.ROOT, "expected calibration error %.3f", error.value()));
  }

  private static RiskMeasure fairness(Gathered known) {
    OptionalDouble disparity = known.disparity();
    return disparity.isEmpty()
        ? new RiskMeasure.NotApplicable("no protected attribute was measured")
        : RiskMeasure.Known.of(
            disparity.getAsDouble(),
            DISPARITY,
            String.format(
                Locale.ROOT,
                "rates of positive answers differ by up to %.3f between groups",
                disparity.getAsDouble()));
  }

  private static RiskMeasure staleness(Version version, Instant now) {
    double days =
        Math.max(0, Duration.between(version.provenance().trainedAt(), now).toHours() / 24.0);
    return RiskMeasure.Known.of(
        days, AGE_DAYS, String.format(Locale.ROOT, "trained %.0f days ago", days));
  }

  /** Answers without reasons matter by what is at stake. */
  private static RiskMeasure explanation(Gathered known) {
    ReasonCoverage.Coverage coverage = known.explained();
    if (coverage.answers() == 0) {
      return new RiskMeasure.NotApplicable("has not answered lately");
    }
    double silent = 1 - coverage.share();
    return RiskMeasure.Known.of(
        silent,
        bearable(known.card().facts().tier()),
        String.format(
            Locale.ROOT,
            "%.0f %% of the last %d answers went out without reasons",
            silent * 100,
            coverage.answers()));
  }

  private static double bearable(RiskTier tier) {
    return switch (tier) {
      case HIGH -> 0.5;
      case MEDIUM -> 1;
      case LOW, UNRATED -> 2;
    };
  }

  /** Half the interval of the primary metric beside the advantage over the baseline. */
  private static RiskMeasure uncertainty(
      Scorecard scorecard, Optional<LabelStore.Performance> live) {
    String metric = scorecard.primaryMetric();
    Interval birth = scorecard.metrics().get(metric);
    Interval now = live.map(week -> week.metrics().get(metric)).orElse(birth);
    Interval baseline = scorecard.baseline().metrics().get(metric);
    if (now == null || baseline == null || birth == null || Double.isNaN(now.low())) {
      return new RiskMeasure.NotApplicable("the " + metric + " has no interval");
    }
    double half = (now.high() - now.low()) / 2;
    double advantage = Math.abs(birth.value() - baseline.value());
    if (!(advantage > 0)) {
      return new RiskMeasure.NotApplicable("there is no advantage to be unsure of");
    }
    return RiskMeasure.Known.of(
        half / advantage,
        UNSURE_SHARE,
        String.format(
            Locale.ROOT,
            "%s is known to ±%.3f, of an advantage of %.3f over the baseline",
            metric,
            half,
            advantage));
  }

  /** The interval of the champion lies on the good side of the baseline's value. */
  static boolean better(Scorecard scorecard) {
    String metric = scorecard.primaryMetric();
    @Nullable Interval champion = scorecard.metrics().get(metric);
    @Nullable Interval baseline = scorecard.baseline().metrics().get(metric);
    if (champion == null || baseline == null) {
      return false;
    }
    return PerformanceFindings.lowerIsBetter(metric)
        ? champion.isBelow(baseline.value())
        : champion.isAbove(baseline.value());
  }

  /** NaN for a version that came without rows. */
  static double quarantinedShare(Version version) {
    double rows = version.provenance().rows();
    double quarantined = version.provenance().quarantined();
    return quarantined / (rows + quarantined);
  }
}
