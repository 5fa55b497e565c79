package org.plumbline.governance;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/** Asks the policy about versions, and keeps what it said. Safe to share between threads. */
public final class Evaluator {
  private final PolicyEngine engine;
  private final VersionFacts facts;
  private final Evaluations evaluations;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;

  public Evaluator(
      PolicyEngine engine,
      VersionFacts facts,
      Evaluations evaluations,
      Timeline timeline,
      AuditTrail audit,
      Supplier<UUID> ids) {
    this.engine = engine;
    this.facts = facts;
    this.evaluations = evaluations;
    this.timeline = timeline;
    this.audit = audit;
    this.ids = ids;
  }

  public Policy policy() {
    return engine.policy();
  }

  /** What the policy says now; nothing is kept. */
  public Evaluation evaluate(VersionId version, Actor by, Instant at) {
    VersionFacts.Known known = facts.of(version);
    PolicyDecision decision = engine.decide(known.facts());
    return new Evaluation(
        ids.get(),
        version,
        engine.policy().name(),
        decision.verdict(),
        decision.reasons(),
        known.risk() instanceof Risk.Scored scored ? scored.index() : null,
        known.facts(),
        by.username(),
        at);
  }

  /** Keeps an evaluation, with its audit entry. */
  public void keep(Tx tx, Evaluation evaluation, Actor by) {
    evaluations.append(tx, evaluation);
    VersionId version = evaluation.version();
    timeline.append(
        tx,
        version.model(),
        new TimelineEntry(
            evaluation.at(),
            "evaluated",
            version.number().value(),
            by.username(),
            "Policy " + evaluation.policy() + " says " + evaluation.verdict()));
    Map<String, String> after = new LinkedHashMap<>();
    after.put("policy", evaluation.policy());
    after.put("verdict", evaluation.verdict().name());
    after.put("reasons", String.join("; ", evaluation.reasons()));
    Double risk = evaluation.riskIndex();
    if (risk != null) {
      after.put("riskIndex", Double.toString(risk));
    }
    audit.append(
        tx, AuditEvent.of(by, "version.evaluate", "version", version.toString()).after(after));
  }
}
