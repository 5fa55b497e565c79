package org.plumbline.governance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.plumbline.governance.risk.FirstIndex;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.PerformanceFindings;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.Version;
import org.plumbline.stats.Interval;
import org.plumbline.training.Mitigated;
import org.plumbline.training.Scorecard;

/**
 * Lays out what is known as the tree that policies read: pure. {@code docs/policies.md} names it.
 */
final class FactTree {
  private FactTree() {}

  static Facts of(Gathered known, Risk risk, FirstIndex first) {
    Version version = known.version();
    Scorecard scorecard = version.scorecard();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", version.task().name());
    tree.put(
        "version",
        Map.of(
            "model", version.id().model().value(),
            "number", version.id().number().value(),
            "learner", version.learner(),
            "author", version.author()));
    tree.put("model", model(known.card()));
    tree.put("documents", documents(known.card()));
    tree.put("metrics", intervals(version.metrics()));
    tree.put(
        "baseline",
        Map.of("metric", scorecard.primaryMetric(), "better", WatchedRisk.better(scorecard)));
    tree.put(
        "sample",
        Map.of(
            "trainRows", scorecard.split().trainRows(), "testRows", scorecard.split().testRows()));
    tree.put("data", quality(version));
    tree.put("fairness", fairness(known));
    tree.put("segments", segments(known));
    tree.put("contest", contest(known));
    tree.put("live", live(known.recent(), known.live()));
    tree.put("risk", risk(risk, first));
    return new Facts(tree);
  }

  private static Map<String, Object> model(ModelCard card) {
    return Map.of(
        "name", card.model().value(),
        "owner", card.owner(),
        "tier", card.facts().tier().wireName());
  }

  private static Map<String, Object> documents(ModelCard card) {
    return Map.of(
        "description", !card.description().isBlank(),
        "intendedUse", !card.intendedUse().isBlank(),
        "limits", !card.facts().limits().isBlank());
  }

  private static Map<String, Object> risk(Risk risk, FirstIndex first) {
    Map<String, Object> index = new LinkedHashMap<>();
    if (risk instanceof Risk.Scored scored) {
      index.put("index", scored.index());
      index.put("band", RiskReport.wireName(scored.band()));
    }
    Double firstIndex = first.index();
    if (firstIndex != null) {
      index.put("first", firstIndex);
    }
    return index;
  }

  private static Map<String, Object> fairness(Gathered known) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Mitigated mitigation = known.version().scorecard().mitigation();
    facts.put("groupThresholds", mitigation != null && mitigation.thresholds() != null);
    facts.put("reweighed", mitigation != null && mitigation.reweighed());
    OptionalDouble disparity = known.disparity();
    if (disparity.isPresent()) {
      facts.put("disparity", disparity.getAsDouble());
      facts.put(
          "ratio",
          known.fairness().stream().mapToDouble(AttributeFairness::ratio).min().orElse(Double.NaN));
      facts.put("attributes", known.fairness().stream().map(AttributeFairness::attribute).toList());
    }
    return facts;
  }

  /** Where the version is surely worse than the one that serves; empty without such a one. */
  private static Map<String, Object> segments(Gathered known) {
    if (known.serving().isEmpty()) {
      return Map.of();
    }
    Scorecard wanted = known.version().scorecard();
    Scorecard serving = known.serving().get().scorecard();
    String metric = wanted.primaryMetric();
    List<String> regressed = new ArrayList<>();
    int compared = 0;
    for (Scorecard.Segment segment : wanted.segments()) {
      Interval now = segment.metrics().get(metric);
      Interval then =
          serving.segments().stream()
              .filter(
                  old ->
                      old.column().equals(segment.column()) && old.value().equals(segment.value()))
              .map(old -> old.metrics().get(metric))
              .findFirst()
              .orElse(null);
      if (now != null && then != null) {
        compared++;
        boolean worse =
            PerformanceFindings.lowerIsBetter(metric)
                ? now.isAbove(then.value())
                : now.isBelow(then.value());
        if (worse) {
          regressed.add(segment.column() + " " + segment.value());
        }
      }
    }
    return Map.of("compared", compared, "regressed", regressed);
  }

  /** What it did against the version that serves; only that it is needed while there is none. */
  private static Map<String, Object> contest(Gathered known) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("needed", known.serving().isPresent());
    known
        .contest()
        .ifPresent(
            contest -> {
              facts.put("won", contest.won());
              facts.put("champion", contest.champion());
              facts.put("rows", contest.rows());
              facts.put("failed", contest.failed());
              facts.put("ageDays", Duration.between(contest.at(), known.now()).toDays());
              Double gain =
                  contest.measures().isEmpty() ? null : contest.measures().getFirst().gain();
              if (gain != null) {
                facts.put("gain", gain);
              }
            });
    return facts;
  }

  private static Map<String, Object> live(
      Optional<WindowStore.DriftWindow> recent, Optional<LabelStore.Performance> live) {
    Map<String, Object> facts = new LinkedHashMap<>();
    recent.ifPresent(
        window -> {
          long drifted =
              window.columns().stream().filter(column -> column.verdict().isDrift()).count();
          facts.put("rows", window.rows());
          facts.put("driftedColumns", drifted);
          facts.put("driftedShare", (double) drifted / window.columns().size());
        });
    live.ifPresent(
        week -> {
          facts.put("labelled", week.labelled());
          facts.put("metrics", intervals(week.metrics()));
        });
    return facts;
  }

  private static Map<String, Object> intervals(Map<String, Interval> metrics) {
    Map<String, Object> facts = new LinkedHashMap<>();
    metrics.forEach(
        (name, interval) ->
            facts.put(
                name,
                Map.of("value", interval.value(), "low", interval.low(), "high", interval.high())));
    return facts;
  }

  private static Map<String, Object> quality(Version version) {
    double share = WatchedRisk.quarantinedShare(version);
    long rows = version.provenance().rows();
    return Double.isNaN(share)
        ? Map.of("rows", rows)
        : Map.of("rows", rows, "quarantinedShare", share);
  }
}
