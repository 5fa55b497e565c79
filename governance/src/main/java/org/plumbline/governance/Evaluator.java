package org.plumbline.governance;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.governance.policy.PoliciesInForce;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.ModelSummaries;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/** Asks the policies in force about versions, and keeps what they said. Safe to share. */
public final class Evaluator {
  private final PoliciesInForce policies;
  private final VersionFacts facts;
  private final Evaluations evaluations;
  private final Timeline timeline;
  private final ModelSummaries summaries;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;

  public Evaluator(
      PoliciesInForce policies,
      VersionFacts facts,
      Evaluations evaluations,
      Timeline timeline,
      ModelSummaries summaries,
      AuditTrail audit,
      Supplier<UUID> ids) {
    this.policies = policies;
    this.facts = facts;
    this.evaluations = evaluations;
    this.timeline = timeline;
    this.summaries = summaries;
    this.audit = audit;
    this.ids = ids;
  }

  /** What the policies say of a change now; nothing is kept. */
  public Judgement judge(VersionId version, ChangeFacts change, Actor by, Instant at) {
    VersionFacts.Known known = facts.of(version);
    Facts seen = known.facts().with("change", change.tree());
    PolicySet asked = policies.of(version.model(), known.tier());
    PolicyDecision decision = asked.decide(seen);
    var evaluation =
        new Evaluation(
            ids.get(),
            version,
            asked.label(),
            decision.verdict(),
            decision.reasons(),
            decision.rules(),
            known.risk() instanceof Risk.Scored scored ? scored.index() : null,
            seen,
            by.username(),
            at);
    return new Judgement(
        evaluation, asked.directToProduction(), asked.demands(seen), known.owner());
  }

  /**
   * Keeps what a decision rests on without telling it as an evaluation of its own.
   *
   * @return its hash
   */
  public String freeze(Tx tx, Evaluation evaluation) {
    return evaluations.append(tx, evaluation);
  }

  /**
   * Keeps an evaluation, with its audit entry.
   *
   * @return the hash of what it rested on
   */
  public String keep(Tx tx, Evaluation evaluation, Actor by) {
    String evidence = freeze(tx, evaluation);
    tell(tx, evaluation, evidence, by);
    return evidence;
  }

  /** Tells timeline and audit of an evaluation that is kept. */
  public void tell(Tx tx, Evaluation evaluation, String evidence, Actor by) {
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
    summaries.verdict(tx, version.model(), evaluation.verdict().name(), evaluation.at());
    Map<String, String> after = new LinkedHashMap<>();
    after.put("policy", evaluation.policy());
    after.put("verdict", evaluation.verdict().name());
    after.put("reasons", String.join("; ", evaluation.reasons()));
    after.put("evidence", evidence);
    Double risk = evaluation.riskIndex();
    if (risk != null) {
      after.put("riskIndex", Double.toString(risk));
    }
    audit.append(
        tx, AuditEvent.of(by, "version.evaluate", "version", version.toString()).after(after));
  }
}
