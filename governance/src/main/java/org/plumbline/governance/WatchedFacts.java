package org.plumbline.governance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.ColumnDriftLine;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.PerformanceFindings;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Version;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.drift.DriftSettings;
import org.plumbline.training.Scorecard;

/** The facts of a version from its registration and from what monitoring has seen of it. */
public final class WatchedFacts implements VersionFacts {
  /** Values from which each side of the risk matters. */
  private static final double DRIFT_EFFECT = DriftSettings.DEFAULT.moderate();

  private static final double LOST_ADVANTAGE = 0.25;
  private static final double CALIBRATION_ERROR = 0.10;
  private static final double QUARANTINED_SHARE = 0.05;
  private static final double AGE_DAYS = 365;

  private final Registry registry;
  private final WindowStore windows;
  private final LabelStore labels;
  private final InstantSource clock;

  public WatchedFacts(
      Registry registry, WindowStore windows, LabelStore labels, InstantSource clock) {
    this.registry = registry;
    this.windows = windows;
    this.labels = labels;
    this.clock = clock;
  }

  @Override
  public Known of(VersionId id) {
    Version version = registry.load(id);
    Optional<WindowStore.DriftWindow> recent = windows.latestDrift(id, WindowKind.RECENT);
    Optional<LabelStore.Performance> live =
        labels.performance(id).stream()
            .filter(week -> week.metrics().containsKey(version.scorecard().primaryMetric()))
            .reduce((_, later) -> later);
    Risk risk = Risk.of(measures(version, recent, live, clock.instant()));
    return new Known(facts(version, recent, live, risk), risk);
  }

  static RiskMeasures measures(
      Version version,
      Optional<WindowStore.DriftWindow> recent,
      Optional<LabelStore.Performance> live,
      Instant now) {
    return new RiskMeasures(
        drift(version.scorecard(), recent),
        performance(version.scorecard(), live),
        calibration(version, live),
        new RiskMeasure.NotApplicable("no protected column is declared"),
        quarantine(version),
        RiskMeasure.Known.of(
            ageDays(version, now),
            AGE_DAYS,
            String.format(Locale.ROOT, "trained %.0f days ago", ageDays(version, now))));
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

  private static Facts facts(
      Version version,
      Optional<WindowStore.DriftWindow> recent,
      Optional<LabelStore.Performance> live,
      Risk risk) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", version.task().name());
    tree.put(
        "version",
        Map.of(
            "model", version.id().model().value(),
            "number", version.id().number().value(),
            "learner", version.learner()));
    Map<String, Object> metrics = new LinkedHashMap<>();
    version.metrics().forEach((name, interval) -> metrics.put(name, interval(interval)));
    tree.put("metrics", metrics);
    tree.put(
        "baseline",
        Map.of(
            "metric", version.scorecard().primaryMetric(), "better", better(version.scorecard())));
    tree.put("data", quality(version));
    tree.put("fairness", Map.of());
    tree.put("live", live(recent, live));
    Map<String, Object> index = new LinkedHashMap<>();
    if (risk instanceof Risk.Scored scored) {
      index.put("index", scored.index());
      index.put("band", RiskReport.wireName(scored.band()));
    }
    tree.put("risk", index);
    return new Facts(tree);
  }

  private static Map<String, Object> live(
      Optional<WindowStore.DriftWindow> recent, Optional<LabelStore.Performance> live) {
    Map<String, Object> facts = new LinkedHashMap<>();
    recent.ifPresent(
        window -> {
          facts.put("rows", window.rows());
          facts.put(
              "driftedColumns",
              window.columns().stream().filter(column -> column.verdict().isDrift()).count());
        });
    live.ifPresent(
        week -> {
          Map<String, Object> metrics = new LinkedHashMap<>();
          week.metrics().forEach((name, interval) -> metrics.put(name, interval(interval)));
          facts.put("metrics", metrics);
        });
    return facts;
  }

  private static Map<String, Object> interval(Interval interval) {
    return Map.of("value", interval.value(), "low", interval.low(), "high", interval.high());
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

  private static Map<String, Object> quality(Version version) {
    double share = quarantinedShare(version);
    long rows = version.provenance().rows();
    return Double.isNaN(share)
        ? Map.of("rows", rows)
        : Map.of("rows", rows, "quarantinedShare", share);
  }

  /** NaN for a version that came without rows. */
  private static double quarantinedShare(Version version) {
    double rows = version.provenance().rows();
    double quarantined = version.provenance().quarantined();
    return quarantined / (rows + quarantined);
  }

  private static double ageDays(Version version, Instant now) {
    return Math.max(0, Duration.between(version.provenance().trainedAt(), now).toHours() / 24.0);
  }
}
