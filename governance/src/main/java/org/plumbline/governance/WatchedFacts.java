package org.plumbline.governance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.plumbline.governance.contest.ContestStore;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.ReasonCoverage;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Version;

/** The facts of a version from its registration and from what monitoring has seen of it. */
public final class WatchedFacts implements VersionFacts {
  private static final Duration EXPLAINED = Duration.ofDays(30);

  private final Registry registry;
  private final ModelStore models;
  private final WindowStore windows;
  private final LabelStore labels;
  private final ReasonCoverage reasons;
  private final ContestStore contests;
  private final InstantSource clock;

  public WatchedFacts(
      Registry registry,
      ModelStore models,
      WindowStore windows,
      LabelStore labels,
      ReasonCoverage reasons,
      ContestStore contests,
      InstantSource clock) {
    this.registry = registry;
    this.models = models;
    this.windows = windows;
    this.labels = labels;
    this.reasons = reasons;
    this.contests = contests;
    this.clock = clock;
  }

  @Override
  public Known of(VersionId id) {
    Gathered known = gather(id);
    Risk risk = Risk.of(WatchedRisk.measures(known));
    var first = WatchedRisk.first(known);
    return new Known(
        FactTree.of(known, risk, first),
        risk,
        first,
        known.disparity().isPresent() ? known.disparity().getAsDouble() : null,
        known.card().facts().tier(),
        known.card().owner());
  }

  private Gathered gather(VersionId id) {
    Version version = registry.load(id);
    ModelCard card =
        models
            .find(id.model())
            .orElseThrow(
                () ->
                    PlumblineException.of(ErrorCode.NOT_FOUND, "There is no model " + id.model()));
    Optional<LabelStore.Performance> live =
        labels.performance(id).stream()
            .filter(week -> week.metrics().containsKey(version.scorecard().primaryMetric()))
            .reduce((_, later) -> later);
    Instant now = clock.instant();
    Optional<Version> serving = serving(id);
    return new Gathered(
        version,
        card,
        serving,
        serving.flatMap(champion -> contests.latest(id, champion.id().number())),
        windows.latestDrift(id, WindowKind.RECENT),
        live,
        reasons.of(id, now.minus(EXPLAINED)),
        AttributeFairness.of(version.scorecard()),
        now);
  }

  /** The version that serves now, unless that is the one asked about. */
  private Optional<Version> serving(VersionId id) {
    VersionNumber number =
        models
            .findLine(id.model())
            .map(ModelLine::standing)
            .map(ModelLine.Standing::servingVersion)
            .orElse(null);
    return number == null || number.equals(id.number())
        ? Optional.empty()
        : registry.find(new VersionId(id.model(), number));
  }
}
