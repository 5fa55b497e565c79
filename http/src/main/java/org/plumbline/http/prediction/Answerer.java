package org.plumbline.http.prediction;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.LoggedPrediction;

/**
 * Checks, scores and explains the rows of one request, and writes the answer that is given once
 * they are logged. Computes only; safe to share between threads.
 */
final class Answerer {
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  Answerer(TimeOrderedIds ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** What is to be logged, and what is to be answered after it is. */
  record Answer(List<LoggedPrediction> logged, byte[] json) {}

  /**
   * Answers all rows or none.
   *
   * @param rows as the contract of this version reads them
   * @param explain how many reasons each answer bears
   * @throws org.plumbline.http.problem.RefusedRequest naming every refused field of every row
   */
  Answer answer(ServingVersion version, List<ParsedRow> rows, int explain) {
    RowChecks.check(version, rows);
    Instant now = clock.instant();
    UUID[] drawn = ids.next(rows.size());
    double[][] slots = rows.stream().map(ParsedRow::slots).toArray(double[][]::new);
    var scores = Scores.of(version.model(), slots, explain > 0);
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
      logged.add(writer.write(i, rows.get(i), drawn[i], now, json));
    }
    return new Answer(logged, json.raw("]}").bytes());
  }
}
