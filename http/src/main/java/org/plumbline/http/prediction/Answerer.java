package org.plumbline.http.prediction;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.LoggedPrediction;

/**
 * Checks, scores and explains the rows of one request, and writes the answer that is given once
 * they are logged. Computes only; safe to share between threads.
 */
final class Answerer {
  private final IntFunction<UUID[]> ids;
  private final InstantSource clock;
  private final ModelBreakers breakers;

  Answerer(TimeOrderedIds ids, InstantSource clock, ModelBreakers breakers) {
    this(ids::next, clock, breakers);
  }

  /** With as many ids at a time as are asked for. */
  Answerer(IntFunction<UUID[]> ids, InstantSource clock, ModelBreakers breakers) {
    this.ids = ids;
    this.clock = clock;
    this.breakers = breakers;
  }

  /** What is to be logged, and what is to be answered after it is. */
  record Answer(List<LoggedPrediction> logged, byte[] json) {}

  /**
   * Answers all rows or none.
   *
   * @param rows as the contract of this version reads them
   * @param explain how many reasons each answer bears
   * @throws org.plumbline.http.problem.RefusedRequest naming every refused field of every row, or
   *     the rows that a safeguard refuses
   * @throws PlumblineException MODEL_FAILED when the model fails and nothing stands in for it
   */
  Answer answer(ServingVersion version, List<ParsedRow> rows, int explain) {
    RowChecks.check(version, rows);
    Instant now = clock.instant();
    UUID[] drawn = ids.apply(rows.size());
    double[][] slots = rows.stream().map(ParsedRow::slots).toArray(double[][]::new);
    Scores scores = null;
    String failed = "";
    if (!version.guard().isStopped()) {
      try {
        scores = breakers.call(version.id(), () -> Scores.of(version.model(), slots, explain > 0));
      } catch (PlumblineException failure) {
        if (!version.guard().standsInForFailure()) {
          throw failure;
        }
        failed = failure.text();
      }
    }
    List<RowGuard.Outcome> outcomes =
        version.guard() == RowGuard.NONE
            ? List.of()
            : GuardedRows.decide(version, rows, scores, failed, now);
    var writer = new RowWriter(version, scores, explain);
    var logged = new ArrayList<LoggedPrediction>(rows.size());
    var json =
        new AnswerText(128 + rows.size() * (256 + 200 * Math.min(explain, 10)))
            .raw("{\"model\":")
            .text(version.id().model().value())
            .raw(",\"version\":")
            .number(version.id().number().value())
            .raw(",\"predictions\":[");
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        json.raw(',');
      }
      RowGuard.Outcome outcome = outcomes.isEmpty() ? null : outcomes.get(i);
      logged.add(writer.write(i, rows.get(i), drawn[i], now, json, outcome));
    }
    return new Answer(logged, json.raw("]}").bytes());
  }
}
