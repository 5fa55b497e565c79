package org.plumbline.governance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.ModelSummaries;

/** Tells and remembers how risky versions are. Safe to share. */
public final class Risks {
  private final Transactions transactions;
  private final VersionFacts facts;
  private final RiskHistory history;
  private final ModelSummaries summaries;
  private final InstantSource clock;

  public Risks(
      Transactions transactions,
      VersionFacts facts,
      RiskHistory history,
      ModelSummaries summaries,
      InstantSource clock) {
    this.transactions = transactions;
    this.facts = facts;
    this.history = history;
    this.summaries = summaries;
    this.clock = clock;
  }

  /**
   * The risk of now, with the past; empty when it cannot be told.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such a version
   */
  public Optional<RiskReport> report(VersionId version) {
    return switch (facts.of(version).risk()) {
      case Risk.Scored scored ->
          Optional.of(
              new RiskReport(
                  version.model().value(),
                  version.number().value(),
                  scored.index(),
                  RiskReport.wireName(scored.band()),
                  scored.components(),
                  history.of(version)));
      case Risk.Unevaluated _ -> Optional.empty();
    };
  }

  /** Computes and keeps the risk of a version, and shows it as that of its model. */
  public void refresh(VersionId version) {
    refresh(version, clock.instant());
  }

  /** As {@link #refresh(VersionId)}, for a time in the past that is being replayed. */
  public void refresh(VersionId version, Instant at) {
    Risk risk = facts.of(version).risk();
    transactions.run(
        tx -> {
          switch (risk) {
            case Risk.Scored scored -> {
              history.put(tx, version, at, scored);
              summaries.risk(
                  tx, version.model(), scored.index(), RiskReport.wireName(scored.band()));
            }
            case Risk.Unevaluated _ -> summaries.risk(tx, version.model(), null, null);
          }
        });
  }
}
