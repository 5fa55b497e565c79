package org.plumbline.deployment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.deployment.safeguard.KillSwitches;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.ModelSummaries;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/** Turns kill switches, with audit and timeline in one transaction. Safe to share. */
public final class Killing {
  private static final Actor ITSELF = Actor.system("kill-switch");

  private final Transactions transactions;
  private final KillSwitches switches;
  private final DeploymentLedger ledger;
  private final ModelSummaries summaries;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Killing(
      Transactions transactions,
      KillSwitches switches,
      DeploymentLedger ledger,
      ModelSummaries summaries,
      Timeline timeline,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.switches = switches;
    this.ledger = ledger;
    this.summaries = summaries;
    this.timeline = timeline;
    this.audit = audit;
    this.clock = clock;
  }

  /** As {@link #turn(KillScope, boolean, String, Instant, Actor)}, a whole model until revived. */
  public KillSwitch turn(ModelName model, boolean on, String reason, Actor by) {
    return turn(new KillScope.OfModel(model), on, reason, null, by);
  }

  /**
   * Forbids a scope to answer, or lets it answer again. No approval is asked: stopping must be
   * quick, and is on record.
   *
   * @param until when it answers again by itself; null when somebody has to say so
   * @throws PlumblineException MISSING_FIELD without a reason; INVALID_FIELD for an end that has
   *     passed, or one of a switch that is turned off
   */
  public KillSwitch turn(
      KillScope scope, boolean on, String reason, @Nullable Instant until, Actor by) {
    if (reason.isBlank()) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "A kill switch is not turned without a reason; say why")
          .with("field", "reason");
    }
    Instant now = clock.instant();
    if (until != null && (!on || !until.isAfter(now))) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              on
                  ? "'until' is %s, which has passed: name a time to come".formatted(until)
                  : "'until' is when a stop ends; leave it out to let %s answer".formatted(scope))
          .with("field", "until");
    }
    var position = new KillSwitch(on, reason, by.username(), now, until);
    return transactions.in(
        tx -> {
          scope.model().ifPresent(model -> ledger.lock(tx, model));
          record(tx, scope, switches.find(scope), position, by);
          return position;
        });
  }

  /**
   * Turns off what should have turned itself off by now, each with its own entries; returns how
   * many. Do it about twice a second, on any number of instances: while the store is away nothing
   * ends, which is the safe side.
   */
  public int endDue() {
    Instant now = clock.instant();
    return transactions.in(
        tx -> {
          List<Kill> due = switches.due(tx, now);
          for (Kill kill : due) {
            KillSwitch before = kill.position();
            String reason = "Ended by itself: it was set until " + before.until();
            var ended = new KillSwitch(false, reason, ITSELF.username(), now, null);
            record(tx, kill.scope(), before, ended, ITSELF);
          }
          return due.size();
        });
  }

  private void record(Tx tx, KillScope scope, KillSwitch before, KillSwitch after, Actor by) {
    switches.set(tx, scope, after);
    if (scope instanceof KillScope.OfModel(ModelName model)) {
      summaries.killed(tx, model, after.on());
    }
    scope.model().ifPresent(model -> timeline.append(tx, model, entry(scope, after)));
    String object = scope.model().map(ModelName::value).orElse("all");
    audit.append(
        tx,
        AuditEvent.of(
                by,
                after.on() ? "model.kill" : "model.revive",
                scope.model().isPresent() ? "model" : "workspace",
                object)
            .before(facts(scope, before))
            .after(facts(scope, after))
            .because(after.reason()));
  }

  private static TimelineEntry entry(KillScope scope, KillSwitch position) {
    Integer version =
        scope instanceof KillScope.OfVersion of ? of.version().number().value() : null;
    String segment =
        scope instanceof KillScope.OfSegment of ? "Rows where " + of.segment() + ": " : "";
    String end = position.until() == null ? "" : " (until " + position.until() + ")";
    return new TimelineEntry(
        position.at() == null ? Instant.EPOCH : position.at(),
        position.on() ? "killed" : "revived",
        version,
        String.valueOf(position.by()),
        segment + position.reason() + end);
  }

  /** A model's own switch is told as ever; a narrower or wider one names its scope. */
  private static Map<String, String> facts(KillScope scope, KillSwitch position) {
    var facts = new TreeMap<String, String>();
    facts.put("on", Boolean.toString(position.on()));
    if (!(scope instanceof KillScope.OfModel)) {
      facts.put("scope", scope.kind());
      facts.put("stopped", scope.toString());
    }
    if (position.until() != null) {
      facts.put("until", position.until().toString());
    }
    return facts;
  }
}
