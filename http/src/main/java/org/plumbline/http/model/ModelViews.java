package org.plumbline.http.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.governance.RiskComponent;
import org.plumbline.governance.RiskReport;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.registry.Alias;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Sunset;
import org.plumbline.registry.Tag;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;

/** Models in the words of the contract. */
final class ModelViews {
  private ModelViews() {}

  record Page(List<Line> items, @Nullable String next, long total, boolean totalIsExact) {}

  record Line(
      String model,
      @Nullable Task task,
      String description,
      String owner,
      int versions,
      @Nullable Integer latestVersion,
      @Nullable Stage stage,
      @Nullable Integer servingVersion,
      @Nullable Instant servingSince,
      ModelLine.@Nullable RiskLine risk,
      @Nullable MetricView metric,
      long predictions7d,
      int openAlerts,
      boolean killed,
      Instant updatedAt) {
    static Line of(ModelLine line) {
      ModelLine.Standing standing = line.standing();
      return new Line(
          line.model().value(),
          line.task(),
          line.description(),
          line.owner(),
          line.versions(),
          number(line.latestVersion()),
          standing.stage(),
          number(standing.servingVersion()),
          standing.servingSince(),
          standing.risk(),
          MetricView.of(line.metric()),
          standing.predictions7d(),
          standing.openAlerts(),
          standing.killed(),
          line.updatedAt());
    }
  }

  record MetricView(String name, double value, double low, double high) {
    static @Nullable MetricView of(ModelLine.@Nullable Metric metric) {
      if (metric == null) {
        return null;
      }
      Interval interval = metric.value();
      return new MetricView(metric.name(), interval.value(), interval.low(), interval.high());
    }
  }

  record RiskView(double index, String band, List<RiskComponent> components) {
    static @Nullable RiskView of(@Nullable RiskReport risk) {
      Double index = risk == null ? null : risk.index();
      String band = risk == null ? null : risk.band();
      return risk == null || index == null || band == null
          ? null
          : new RiskView(index, band, risk.components());
    }
  }

  record Detail(
      String model,
      @Nullable Task task,
      String label,
      @Nullable String positive,
      String description,
      String owner,
      String intendedUse,
      String limits,
      RiskTier tier,
      long revision,
      List<Tag> tags,
      List<AliasView> aliases,
      @Nullable SunsetView sunset,
      Instant createdAt,
      Instant updatedAt,
      int versions,
      @Nullable Integer latestVersion,
      List<DeploymentLedger.Serving> serving,
      KillSwitch killSwitch,
      @Nullable RiskView risk,
      int openAlerts,
      List<TimelineEntry> timeline) {
    /** What stands around a model's card and line. */
    record Surroundings(
        List<Tag> tags,
        List<AliasView> aliases,
        @Nullable Sunset sunset,
        List<DeploymentLedger.Serving> serving,
        KillSwitch killSwitch,
        @Nullable RiskReport risk,
        List<TimelineEntry> timeline) {}

    static Detail of(ModelCard card, ModelLine line, Surroundings around) {
      return new Detail(
          card.model().value(),
          card.task(),
          card.label(),
          card.positive(),
          card.description(),
          card.owner(),
          card.intendedUse(),
          card.facts().limits(),
          card.facts().tier(),
          card.revision(),
          around.tags(),
          around.aliases(),
          around.sunset() == null ? null : SunsetView.of(around.sunset()),
          card.createdAt(),
          card.updatedAt(),
          line.versions(),
          number(line.latestVersion()),
          around.serving(),
          around.killSwitch(),
          RiskView.of(around.risk()),
          line.standing().openAlerts(),
          around.timeline());
    }
  }

  /** An alias; {@code followsServing} when nobody gave it and it moves with what serves. */
  record AliasView(
      String alias,
      int version,
      boolean followsServing,
      @Nullable String by,
      @Nullable Instant since) {
    static AliasView of(Alias alias) {
      return new AliasView(
          alias.name().value(), alias.version().value(), false, alias.by(), alias.since());
    }

    static AliasView following(AliasName name, DeploymentLedger.Serving serving) {
      return new AliasView(name.value(), serving.version(), true, null, serving.since());
    }
  }

  record SunsetView(
      Instant at,
      String reason,
      @Nullable Integer successor,
      String announcedBy,
      Instant announcedAt) {
    static SunsetView of(Sunset sunset) {
      return new SunsetView(
          sunset.at(),
          sunset.reason(),
          number(sunset.successor()),
          sunset.announcedBy(),
          sunset.announcedAt());
    }
  }

  private static @Nullable Integer number(@Nullable VersionNumber version) {
    return version == null ? null : version.value();
  }
}
