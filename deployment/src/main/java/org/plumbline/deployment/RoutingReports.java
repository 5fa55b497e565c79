package org.plumbline.deployment;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.RoutingReport.Answering;
import org.plumbline.deployment.RoutingReport.CanaryLine;
import org.plumbline.deployment.RoutingReport.Comparison;
import org.plumbline.deployment.RoutingReport.ShadowLine;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/** Tells who answers for a model, and how challengers do. Safe to share between threads. */
public final class RoutingReports {
  private final DeploymentLedger ledger;
  private final CanaryStore canaries;
  private final Rollbacks rollbacks;
  private final InstantSource clock;

  public RoutingReports(
      DeploymentLedger ledger, CanaryStore canaries, Rollbacks rollbacks, InstantSource clock) {
    this.ledger = ledger;
    this.canaries = canaries;
    this.rollbacks = rollbacks;
    this.clock = clock;
  }

  public RoutingReport of(ModelName model) {
    List<DeploymentLedger.Serving> serving = ledger.serving(model);
    Optional<DeploymentLedger.Serving> champion = at(serving, Stage.PRODUCTION);
    Integer number = champion.map(DeploymentLedger.Serving::version).orElse(null);
    return new RoutingReport(
        champion.map(one -> new Answering(one.version(), one.share(), one.since())).orElse(null),
        canaries.latest(model).map(canary -> line(canary, number)).orElse(null),
        at(serving, Stage.SHADOW)
            .map(
                one ->
                    new ShadowLine(
                        one.version(),
                        one.since(),
                        comparison(version(model, one.version()), number)))
            .orElse(null),
        rollbacks.former(model).map(former -> former.number().value()).orElse(null));
  }

  private CanaryLine line(Canary canary, @Nullable Integer champion) {
    VersionId challenger = canary.course().challenger();
    Canary.Steering by =
        switch (canary) {
          case Canary.Running _ -> null;
          case Canary.Paused paused -> paused.by();
          case Canary.Ended ended -> ended.by();
        };
    boolean ended = canary instanceof Canary.Ended;
    return new CanaryLine(
        canary.course().id(),
        challenger.number().value(),
        state(canary),
        canary.step(),
        ended ? 0 : canary.share(),
        canary.since(),
        CanaryPlanLine.of(canary.course().plan()),
        ended || champion == null ? List.of() : waitsFor(canary, champion),
        by == null ? null : by.by(),
        by == null ? null : by.reason(),
        by == null ? null : by.at(),
        ended ? null : comparison(challenger, champion));
  }

  private List<String> waitsFor(Canary canary, int champion) {
    Evidence seen = seen(canary.course().challenger(), champion);
    return switch (CanaryRules.advance(canary, seen, clock.instant())) {
      case CanaryRules.Decision.Accepted _ -> List.of();
      case CanaryRules.Decision.Refused refused ->
          refused.refusals().stream().map(Refusal::text).toList();
    };
  }

  private @Nullable Comparison comparison(VersionId challenger, @Nullable Integer champion) {
    return champion == null ? null : RoutingReport.comparison(champion, seen(challenger, champion));
  }

  private Evidence seen(VersionId challenger, int champion) {
    return ledger.deployment(challenger).stream()
        .boxed()
        .flatMap(
            deployment ->
                canaries.hours(deployment, version(challenger.model(), champion)).stream())
        .map(CanaryStore.Hour::evidence)
        .reduce(Evidence.NONE, Evidence::merge);
  }

  private static String state(Canary canary) {
    return switch (canary) {
      case Canary.Running _ -> "running";
      case Canary.Paused _ -> "paused";
      case Canary.Ended ended -> ended.outcome().name().toLowerCase(Locale.ROOT);
    };
  }

  private static Optional<DeploymentLedger.Serving> at(
      List<DeploymentLedger.Serving> serving, Stage stage) {
    return serving.stream().filter(one -> one.stage() == stage).findFirst();
  }

  private static VersionId version(ModelName model, int number) {
    return new VersionId(model, new VersionNumber(number));
  }
}
