package org.plumbline.governance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.risk.BackTest;
import org.plumbline.governance.risk.RiskCourse;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.ModelSummaries;

/** Tells how risky versions are, and keeps it. Safe to share between threads. */
public final class Risks {
  /** Days of versions that a back-test looks at. */
  private static final int TESTED_DAYS = 100_000;

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
   * The risk of now, with the past and where it is going.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such a version
   */
  public RiskReport report(VersionId version) {
    VersionFacts.Known known = facts.of(version);
    List<RiskHistory.Point> past = history.of(version);
    List<RiskCourse.Point> comparable =
        past.stream()
            .filter(point -> point.formula().equals(Risk.FORMULA))
            .map(point -> new RiskCourse.Point(point.at(), point.index()))
            .toList();
    @Nullable RiskCourse course = RiskCourse.of(comparable).orElse(null);
    return switch (known.risk()) {
      case Risk.Scored scored ->
          new RiskReport(
              version.model().value(),
              version.number().value(),
              "scored",
              Risk.FORMULA,
              scored.index(),
              RiskReport.wireName(scored.band()),
              scored.components(),
              List.of(),
              known.first(),
              past,
              course);
      case Risk.Unevaluated unevaluated ->
          new RiskReport(
              version.model().value(),
              version.number().value(),
              "unevaluated",
              Risk.FORMULA,
              null,
              null,
              List.of(),
              unevaluated.reasons(),
              known.first(),
              past,
              course);
    };
  }

  /** Whether the index warned in time, by all stored history. */
  public BackTest backTest() {
    return BackTest.of(history.outcomes(TESTED_DAYS));
  }

  /** Computes and keeps the risk of a version, and shows it as that of its model. */
  public void refresh(VersionId version) {
    refresh(version, clock.instant());
  }

  /** As {@link #refresh(VersionId)}, for a time in the past that is being replayed. */
  public void refresh(VersionId version, Instant at) {
    VersionFacts.Known known = facts.of(version);
    transactions.run(
        tx -> {
          switch (known.risk()) {
            case Risk.Scored scored -> {
              history.put(tx, version, at, scored, known.first());
              summaries.risk(
                  tx,
                  version.model(),
                  scored.index(),
                  RiskReport.wireName(scored.band()),
                  known.disparity());
            }
            case Risk.Unevaluated _ ->
                summaries.risk(tx, version.model(), null, null, known.disparity());
          }
        });
  }
}
