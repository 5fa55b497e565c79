package org.plumbline.http.prediction;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;

/**
 * Checks, scores and explains the rows of one request, and writes the answer that is given once
 * they are logged. Computes only; safe to share between threads.
 */
final class Answerer {
  private static final System.Logger LOG = System.getLogger(Answerer.class.getName());

  private final IntFunction<UUID[]> ids;
  private final InstantSource clock;
  private final ModelBreakers breakers;
  private final boolean tellsGroups;

  Answerer(TimeOrderedIds ids, InstantSource clock, ModelBreakers breakers) {
    this(ids::next, clock, breakers);
  }

  /** With as many ids at a time as are asked for. */
  Answerer(IntFunction<UUID[]> ids, InstantSource clock, ModelBreakers breakers) {
    this(ids, clock, breakers, true);
  }

  private Answerer(
      IntFunction<UUID[]> ids, InstantSource clock, ModelBreakers breakers, boolean tellsGroups) {
    this.ids = ids;
    this.clock = clock;
    this.breakers = breakers;
    this.tellsGroups = tellsGroups;
  }

  /** The same for callers who need not know to which group a row belongs. */
  Answerer silentOnGroups() {
    return new Answerer(ids, clock, breakers, false);
  }

  /**
   * What is to be logged, and what is to be answered after it is.
   *
   * @param ages seconds from the time that each row tells to the answer; NaN where it tells none
   * @param failed rows that the champion answered since the challenger could not
   */
  record Answer(List<LoggedPrediction> logged, byte[] json, double[] ages, int failed) {}

  /**
   * Answers all rows or none, each by the version that is meant for its entity.
   *
   * @param rows as the contract of the champion reads them
   * @param readBy the same rows as the contract of another version reads them
   * @param explain how many reasons each answer bears
   * @throws org.plumbline.http.problem.RefusedRequest naming every refused field of every row
   */
  Answer answer(
      Lineup lineup,
      List<ParsedRow> rows,
      Function<ServingVersion, List<ParsedRow>> readBy,
      int explain) {
    ServingVersion challenger = lineup.challenger();
    if (challenger == null || !lineup.divides()) {
      return answer(lineup.champion(), rows, explain);
    }
    UUID[] drawn = ids.apply(rows.size());
    var divided = Divided.of(lineup, rows, drawn);
    if (divided.isWhole()) {
      return answer(lineup.champion(), rows, drawn, explain);
    }
    Divided mixed = divided.readBy(challenger, readBy);
    RowChecks.check(challenger, mixed.rows());
    try {
      return answer(lineup.champion(), challenger, mixed, drawn, explain);
    } catch (RuntimeException broken) {
      // The caller must not suffer from what is tried on them; the guard hears of it.
      LOG.log(System.Logger.Level.DEBUG, "The canary " + challenger.id() + " failed", broken);
      Answer answer = answer(lineup.champion(), rows, drawn, explain);
      return new Answer(answer.logged(), answer.json(), answer.ages(), divided.taken());
    }
  }

  private Answer answer(
      ServingVersion champion,
      ServingVersion challenger,
      Divided divided,
      UUID[] drawn,
      int explain) {
    Instant now = clock.instant();
    var first = new Part(champion, divided.rowsOf(false), explain, now);
    var second = new Part(challenger, divided.rowsOf(true), explain, now);
    second.demandOwnWork();
    var logged = new ArrayList<LoggedPrediction>(drawn.length);
    double[] ages = new double[drawn.length];
    AnswerText json =
        begin(champion, drawn.length, explain)
            .raw(divided.taken() == drawn.length ? number(challenger) : "null")
            .raw(",\"predictions\":[");
    for (int i = 0; i < drawn.length; i++) {
      if (i > 0) {
        json.raw(',');
      }
      Part part = divided.isTaken(i) ? second : first;
      ages[i] = part.nextAge(now);
      logged.add(part.writeNext(drawn[i], now, json));
    }
    return new Answer(logged, json.raw("]}").bytes(), ages, 0);
  }

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
    return answer(version, rows, ids.apply(rows.size()), explain);
  }

  private Answer answer(ServingVersion version, List<ParsedRow> rows, UUID[] drawn, int explain) {
    RowChecks.check(version, rows);
    Instant now = clock.instant();
    var part = new Part(version, rows, explain, now);
    var logged = new ArrayList<LoggedPrediction>(rows.size());
    double[] ages = new double[rows.size()];
    AnswerText json =
        begin(version, rows.size(), explain).raw(number(version)).raw(",\"predictions\":[");
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        json.raw(',');
      }
      ages[i] = part.nextAge(now);
      logged.add(part.writeNext(drawn[i], now, json));
    }
    return new Answer(logged, json.raw("]}").bytes(), ages, 0);
  }

  private static AnswerText begin(ServingVersion version, int rows, int explain) {
    return new AnswerText(128 + rows * (256 + 200 * Math.min(explain, 10)))
        .raw("{\"model\":")
        .text(version.id().model().value())
        .raw(",\"version\":");
  }

  private static String number(ServingVersion version) {
    return Integer.toString(version.id().number().value());
  }

  /** The rows of one request that one version answers, scored and guarded. */
  private final class Part {
    private final List<ParsedRow> rows;
    private final List<RowGuard.Outcome> outcomes;
    private final RowWriter writer;
    private int next;

    Part(ServingVersion version, List<ParsedRow> rows, int explain, Instant now) {
      this.rows = rows;
      double[][] slots = rows.stream().map(ParsedRow::slots).toArray(double[][]::new);
      Scores scores = null;
      String failed = "";
      if (!version.guard().isStopped()) {
        try {
          scores =
              breakers.call(version.id(), () -> Scores.of(version.model(), slots, explain > 0));
        } catch (PlumblineException failure) {
          if (!version.guard().standsInForFailure()) {
            throw failure;
          }
          failed = failure.text();
        }
      }
      this.outcomes =
          version.guard() == RowGuard.NONE
              ? List.of()
              : GuardedRows.decide(version, rows, scores, failed, now);
      this.writer = new RowWriter(version, scores, explain, tellsGroups);
    }

    /**
     * Refuses what stands in for a model that failed: the champion does so for a challenger, and
     * its guard hears of it.
     */
    void demandOwnWork() {
      for (RowGuard.Outcome outcome : outcomes) {
        if (outcome instanceof RowGuard.Outcome.Replaced(var _, AppliedSafeguard applied)
            && applied.cause() == AppliedSafeguard.Cause.FAILURE) {
          throw PlumblineException.of(ErrorCode.MODEL_FAILED, applied.detail());
        }
      }
    }

    double nextAge(Instant now) {
      return now.toEpochMilli() / 1_000.0 - rows.get(next).time();
    }

    LoggedPrediction writeNext(UUID id, Instant now, AnswerText json) {
      int row = next++;
      RowGuard.Outcome outcome = outcomes.isEmpty() ? null : outcomes.get(row);
      return writer.write(row, rows.get(row), id, now, json, outcome);
    }
  }
}
