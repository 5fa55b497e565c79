package org.plumbline.http.prediction;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.Comparisons;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.entrance.Meters;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionLog;

/**
 * Answers rows that came by another wire, by the checks, log and meters of the own one. Waits for
 * the log, so call it on a virtual thread.
 */
@Singleton
public final class RowAnswers {
  private final Routes routes;
  private final PredictionLog log;
  private final Comparisons comparisons;
  private final Answerer answerer;
  private final Meters meters;
  private final ScoringPool pool;
  private final ModelBreakers breakers;

  public RowAnswers(
      Routes routes,
      PredictionLog log,
      Comparisons comparisons,
      TimeOrderedIds ids,
      InstantSource clock,
      Meters meters,
      ScoringPool pool,
      ModelBreakers breakers) {
    this.routes = routes;
    this.log = log;
    this.comparisons = comparisons;
    this.answerer = new Answerer(ids, clock, breakers);
    this.meters = meters;
    this.pool = pool;
    this.breakers = breakers;
  }

  /**
   * What the rows of the version that answers must hold.
   *
   * @throws PlumblineException NOT_SERVING or KILLED when none answers
   */
  public Contract contract(ModelName model) {
    return routes.answering(model.value()).contract();
  }

  /**
   * Scores the rows and logs them, all or none.
   *
   * @param rows values are String, Number, Boolean or null
   * @param explain how many reasons each answer bears
   * @return the answer as the own API gives it
   * @throws PlumblineException NOT_SERVING, KILLED, OVERLOADED, TOO_MANY_ROWS, MISSING_FIELD or
   *     what a row breaks
   */
  public byte[] answer(ModelName model, List<Map<String, @Nullable Object>> rows, int explain) {
    return logged(model, rows, explain, answerer).json();
  }

  /**
   * As above, under ids and at a time that the caller knows, so that the log refuses a repetition.
   *
   * @param ids of each row
   * @param at to the millisecond, as the log keeps it
   * @return what was logged
   * @throws PlumblineException CONFLICT too, when the ids are logged at that time already
   */
  public List<LoggedPrediction> answerAs(
      ModelName model,
      List<Map<String, @Nullable Object>> rows,
      int explain,
      IntFunction<UUID> ids,
      Instant at) {
    IntFunction<UUID[]> known = n -> IntStream.range(0, n).mapToObj(ids).toArray(UUID[]::new);
    return logged(model, rows, explain, new Answerer(known, () -> at, breakers)).logged();
  }

  private Answerer.Answer logged(
      ModelName model, List<Map<String, @Nullable Object>> rows, int explain, Answerer answers) {
    log.demandRoom();
    demandCount(rows.size());
    Lineup lineup = routes.load(routes.route(model.value()));
    Answerer.Answer answer =
        pool.await(
            model.value(),
            () ->
                answers.answer(
                    lineup,
                    parsed(rows, lineup.champion().parser()),
                    parser -> parsed(rows, parser),
                    explain));
    try {
      var _ = log.append(answer.logged()).toCompletableFuture().join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
    comparisons.answered(lineup, answer.logged(), answer.failed());
    meters.predicted(model.value(), answer.logged().size());
    return answer;
  }

  private static List<ParsedRow> parsed(
      List<Map<String, @Nullable Object>> rows, RowParser parser) {
    return rows.stream().map(parser::parse).toList();
  }

  /**
   * Refuses a request of no rows or too many.
   *
   * @throws PlumblineException MISSING_FIELD or TOO_MANY_ROWS
   */
  public static void demandCount(int rows) {
    if (rows == 0) {
      throw PlumblineException.of(
          ErrorCode.MISSING_FIELD, "The request holds no rows: send 1 to 1,000");
    }
    if (rows > PredictionRequest.MOST_ROWS) {
      throw PlumblineException.of(
          ErrorCode.TOO_MANY_ROWS,
          "A request holds at most 1,000 rows: split it, or score a file with 'plumbline score'");
    }
  }

  /**
   * An answer that is known and may not be given yet.
   *
   * @param json as the own API gives it
   * @param logged completes when the answer may be given, on a thread of the log; or exceptionally,
   *     when it must not
   */
  public record Pending(byte[] json, CompletionStage<Void> logged) {}

  /**
   * Scores rows that the version's own parser has read, all or none. Waits for nothing: small
   * requests may be scored on the event loop.
   *
   * @throws org.plumbline.http.problem.RefusedRequest naming every refused field
   */
  public Pending score(ServingVersion version, List<ParsedRow> rows, int explain) {
    log.demandRoom();
    Answerer.Answer answer = answerer.answer(version, rows, explain);
    String model = version.id().model().value();
    return new Pending(
        answer.json(),
        log.append(answer.logged()).thenRun(() -> meters.predicted(model, answer.logged().size())));
  }
}
