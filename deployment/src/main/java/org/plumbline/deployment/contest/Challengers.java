package org.plumbline.deployment.contest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.governance.contest.Contest;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertStore;

/**
 * Compares and trains challengers when their plan says so, and asks people about what came of it:
 * the way to production is a change request as everybody's. Safe to share.
 */
public final class Challengers {
  /** What the keeper signs with. */
  public static final Actor KEEPER = Actor.system("challenger");

  /** What another training may mend; who deals with the others is told by their alert. */
  private static final Set<AlertKind> DECAY =
      EnumSet.of(
          AlertKind.FEATURE_DRIFT,
          AlertKind.PREDICTION_DRIFT,
          AlertKind.PERFORMANCE_DROP,
          AlertKind.ESTIMATED_DROP,
          AlertKind.LABEL_DRIFT,
          AlertKind.CONCEPT_DRIFT,
          AlertKind.JOINT_DRIFT,
          AlertKind.SEGMENT_DRIFT,
          AlertKind.SEGMENT_DROP);

  private static final int LOOKED_AT = 100;

  /** So long a training that waits is left alone before one looks for labels again. */
  private static final Duration AGAIN = Duration.ofMinutes(15);

  private final Ports ports;
  private final Contests contests;
  private final Retrainer retrainer;
  private final InstantSource clock;

  public Challengers(Ports ports, Contests contests, Retrainer retrainer, InstantSource clock) {
    this.ports = ports;
    this.contests = contests;
    this.retrainer = retrainer;
    this.clock = clock;
  }

  /** What plans are read from and carried out with. */
  public record Ports(
      Transactions transactions,
      ChallengerPlanStore plans,
      AlertStore alerts,
      DeploymentLedger ledger,
      ChangeRequests changes,
      AuditTrail audit) {}

  /** The plan that holds for a model. */
  public HeldPlan of(ModelName model) {
    return ports.plans().find(model).orElse(HeldPlan.NONE);
  }

  /**
   * Sets the plan of a model.
   *
   * @throws PlumblineException INVALID_FIELD without a reason
   */
  public HeldPlan set(ModelName model, ChallengerPlan plan, String reason, Actor by) {
    if (reason.isBlank()) {
      throw PlumblineException.of(ErrorCode.INVALID_FIELD, "A plan needs a reason")
          .with("field", "reason");
    }
    ChallengerPlan before = of(model).plan();
    ports
        .transactions()
        .run(
            tx -> {
              ports.plans().put(tx, model, plan, by, clock.instant(), reason);
              ports
                  .audit()
                  .append(
                      tx,
                      AuditEvent.of(by, "challengers.set", "model", model.value())
                          .before(Map.of("plan", before.toString()))
                          .after(Map.of("plan", plan.toString()))
                          .because(reason));
            });
    return of(model);
  }

  /** Carries out what is due, for all models. */
  public void look() {
    ports.plans().all().forEach(this::look);
  }

  private void look(ModelName model, HeldPlan held) {
    Instant now = clock.instant();
    Optional<String> cause = cause(model, held, now);
    if (cause.isPresent()) {
      train(model, held, cause.get(), now);
    } else if (held.waiting() != null) {
      wait(model, held, null);
    }
    boolean compares =
        due(held.plan().compareDays(), latest(held.at(), held.comparedAt()), now)
            && contests.challenger(model).isPresent();
    if (compares
        && ports.transactions().in(tx -> ports.plans().beginComparing(tx, model, held, now))) {
      tell(model, "challenger.compare", "The plan's day has come", () -> compared(model));
    }
  }

  /** Trains, or waits without using the cooldown while there is nothing to learn from. */
  private void train(ModelName model, HeldPlan held, String cause, Instant now) {
    Waiting waiting = held.waiting();
    if (waiting != null && now.isBefore(waiting.lookedAt().plus(AGAIN))) {
      return;
    }
    Optional<String> lacking = lacking(model, held, now);
    if (lacking.isPresent()) {
      wait(
          model,
          held,
          new Waiting(waiting == null ? now : waiting.since(), cause, lacking.get(), now));
    } else if (ports.transactions().in(tx -> ports.plans().beginTraining(tx, model, held, now))) {
      tell(model, "challenger.retrain", cause, () -> retrained(model, held, cause, now));
    }
  }

  private Optional<String> lacking(ModelName model, HeldPlan held, Instant now) {
    Optional<VersionId> champion = contests.findChampion(model);
    return champion.isEmpty()
        ? Optional.of("No version of %s is in production".formatted(model))
        : retrainer.lacking(champion.get(), from(held, now), now);
  }

  private static Instant from(HeldPlan held, Instant now) {
    return now.minus(Duration.ofDays(held.plan().learnDays()));
  }

  /** Kept in the audit trail once, when the waiting begins. */
  private void wait(ModelName model, HeldPlan held, @Nullable Waiting waiting) {
    ports
        .transactions()
        .run(
            tx -> {
              boolean first = ports.plans().keepWaiting(tx, model, held, waiting);
              if (first && waiting != null && held.waiting() == null) {
                ports
                    .audit()
                    .append(
                        tx,
                        AuditEvent.of(KEEPER, "challenger.wait", "model", model.value())
                            .after(Map.of("lacking", waiting.lacking()))
                            .because(waiting.cause()));
              }
            });
  }

  /** Why to train now; empty when there is no cause, or one came too short a time ago. */
  private Optional<String> cause(ModelName model, HeldPlan held, Instant now) {
    ChallengerPlan plan = held.plan();
    if (!due(plan.cooldownDays(), held.retrainedAt(), now) && held.retrainedAt() != null) {
      return Optional.empty();
    }
    if (due(plan.retrainDays(), latest(held.at(), held.retrainedAt()), now)) {
      return Optional.of("%s days have passed".formatted(plan.retrainDays()));
    }
    return plan.trigger() == null
        ? Optional.empty()
        : ports.alerts().list("open", model, null, LOOKED_AT).stream()
            .filter(alert -> DECAY.contains(alert.kind()))
            .filter(alert -> alert.severity().compareTo(plan.trigger()) >= 0)
            .max(Comparator.comparing(Alert::severity).thenComparing(Alert::openedAt))
            .map(
                alert ->
                    "Alert %s (%s): %s"
                        .formatted(alert.id(), alert.severity().wireName(), alert.title()));
  }

  private static boolean due(int days, @Nullable Instant last, Instant now) {
    return days > 0 && last != null && !now.isBefore(last.plus(Duration.ofDays(days)));
  }

  private static @Nullable Instant latest(@Nullable Instant set, @Nullable Instant done) {
    return done == null || (set != null && set.isAfter(done)) ? set : done;
  }

  private String retrained(ModelName model, HeldPlan held, String cause, Instant now) {
    VersionId champion = contests.champion(model);
    return retrainer
        .retrain(champion, from(held, now), now, cause, KEEPER)
        .map(version -> "Trained %s. ".formatted(version) + asked(version, Stage.SHADOW, cause))
        .orElse("Training gave a version that was known already");
  }

  private String compared(ModelName model) {
    Contest contest = contests.compare(model, null, null, KEEPER);
    var challenger = new VersionId(model, new VersionNumber(contest.challenger()));
    if (!contest.won()) {
      return "%s did not pass: %s".formatted(challenger, String.join(", ", contest.failed()));
    }
    return "%s won against v%s. ".formatted(challenger, contest.champion())
        + asked(
            challenger,
            next(challenger),
            "Won contest %s against v%s on %s answers"
                .formatted(contest.id(), contest.champion(), contest.rows()));
  }

  private Stage next(VersionId version) {
    return switch (ports
        .ledger()
        .stages(version.model(), Set.of(version.number()))
        .get(version.number())) {
      case SHADOW -> Stage.CANARY;
      case CANARY, PRODUCTION -> Stage.PRODUCTION;
      case RETIRED -> Stage.SHADOW;
      case null -> Stage.SHADOW;
    };
  }

  private String asked(VersionId version, Stage stage, String reason) {
    ChangeRequest request = ports.changes().ask(new ChangeDraft(version, stage, reason), KEEPER);
    return "Change request %s to %s is %s"
        .formatted(request.proposal().id(), stage.name().toLowerCase(Locale.ROOT), request.state());
  }

  @FunctionalInterface
  private interface Work {
    String run();
  }

  /** Does it and keeps what came of it, a failure too: it must not come again each minute. */
  private void tell(ModelName model, String action, String cause, Work work) {
    AuditEvent event = AuditEvent.of(KEEPER, action, "model", model.value()).because(cause);
    String outcome;
    try {
      outcome = work.run();
      event = event.after(Map.of("outcome", outcome));
    } catch (RuntimeException failure) {
      /* Whatever a training throws must not keep other models from their turn. */
      ErrorCode code =
          failure instanceof PlumblineException known ? known.code() : ErrorCode.INTERNAL;
      outcome = String.valueOf(failure.getMessage());
      event = event.after(Map.of("outcome", outcome)).refused(code.wireName());
    }
    String told = outcome;
    AuditEvent kept = event;
    ports
        .transactions()
        .run(
            tx -> {
              ports.plans().tell(tx, model, told, clock.instant());
              ports.audit().append(tx, kept);
            });
  }
}
