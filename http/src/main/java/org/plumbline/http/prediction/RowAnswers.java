package org.plumbline.http.prediction;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.plumbline.access.Permission;
import org.plumbline.deployment.Comparisons;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.entrance.Meters;
import org.plumbline.http.prediction.KeyedAnswers.Commit;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionLog;
import org.plumbline.monitoring.pace.Paces;

/**
 * The one rule by which requests of all wires are answered: which versions answer, behind which
 * safeguards, what is logged, compared and counted. Safe to share.
 *
 * <p>A small request stays on the thread that brings it until its rows are with the log, as a
 * hand-over costs more than its scoring; a large one is scored on the pool, as it would hold back
 * all others on an event loop. The answer leaves after the log's commit.
 */
@Singleton
public final class RowAnswers {
  /** About a tenth of a millisecond of parsing and scoring without reasons. */
  private static final int SMALL = 8 << 10;

  private final Routes routes;
  private final PredictionLog log;
  private final Comparisons comparisons;
  private final Paces paces;
  private final KeyedAnswers keyed;
  private final Answerer answerer;
  private final Answerer silent;
  private final Meters meters;
  private final LoopDelay delay;
  private final ScoringPool pool;
  private final ModelBreakers breakers;

  public RowAnswers(
      Routes routes,
      PredictionLog log,
      Comparisons comparisons,
      Paces paces,
      AnswerMemory memory,
      TimeOrderedIds ids,
      InstantSource clock,
      Meters meters,
      LoopDelay delay,
      ScoringPool pool,
      ModelBreakers breakers) {
    this.routes = routes;
    this.log = log;
    this.comparisons = comparisons;
    this.paces = paces;
    this.keyed = new KeyedAnswers(memory);
    this.answerer = new Answerer(ids, clock, breakers);
    this.silent = answerer.silentOnGroups();
    this.meters = meters;
    this.delay = delay;
    this.pool = pool;
    this.breakers = breakers;
  }

  /**
   * Scores the rows and logs them, all or none; waits for nothing.
   *
   * @param writing makes what goes back from the answer as the own API gives it, on the thread that
   *     scored, while the log commits
   * @return completes when the answer may be given, on any thread; or with what hindered it, such
   *     as NOT_SERVING, KILLED, OVERLOADED or what a row breaks, which may be thrown at once too
   */
  public <A> CompletionStage<A> answer(Question question, Function<byte[], A> writing) {
    delay.demandRoom();
    log.demandRoom();
    var asked = new Asked(question, question.tellsGroups() ? answerer : silent, System.nanoTime());
    Optional<Once> once = question.once();
    return once.isPresent()
        ? keyed.answer(once.get(), commit -> answer(asked, commit)).thenApply(writing)
        : answer(asked, answer -> append(answer, writing));
  }

  private <A> CompletionStage<A> append(Answerer.Answer answer, Function<byte[], A> writing) {
    CompletionStage<Void> logged = log.append(answer.logged());
    A written = writing.apply(answer.json());
    return logged.thenApply(_ -> written);
  }

  /** As above for a thread that may wait. */
  public <A> A await(Question question, Function<byte[], A> writing) {
    return joined(answer(question, writing));
  }

  /**
   * As above, under ids and at a time that the caller knows, so that the log refuses a repetition.
   *
   * @param ids of each row
   * @param at to the millisecond, as the log keeps it
   * @return what was logged
   * @throws PlumblineException CONFLICT too, when the ids are logged at that time already
   */
  public List<LoggedPrediction> awaitAs(Question question, IntFunction<UUID> ids, Instant at) {
    log.demandRoom();
    IntFunction<UUID[]> known = n -> IntStream.range(0, n).mapToObj(ids).toArray(UUID[]::new);
    return joined(
        answer(
            new Asked(question, new Answerer(known, () -> at, breakers), System.nanoTime()),
            answer -> log.append(answer.logged()).thenApply(_ -> answer.logged())));
  }

  private static <A> A joined(CompletionStage<A> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /** A question, who answers it and when it came, by the clock of {@link System#nanoTime}. */
  private record Asked(Question question, Answerer answers, long nanos) {}

  private <A> CompletionStage<A> answer(Asked asked, Commit<A> commit) {
    return asked.question().bytes() <= SMALL
        ? answerHere(asked, commit)
        : CompletableFuture.supplyAsync(
                () -> answerHere(asked, commit), lane(asked.question().model()))
            .thenCompose(answer -> answer);
  }

  /** Whoever asks for what does not serve gets no lane of its own, as lanes are kept. */
  private Executor lane(ModelName model) {
    return routes.find(model.value()).isPresent() ? pool.of(model.value()) : pool;
  }

  private <A> CompletionStage<A> answerHere(Asked asked, Commit<A> commit) {
    Optional<Question.Named> named = asked.question().named();
    if (named.isPresent()) {
      return answer(named.get(), asked, commit);
    }
    String model = asked.question().model().value();
    Optional<Lineup> ready = routes.route(model).lineup();
    if (ready.isPresent()) {
      return answer(ready.get(), asked, commit);
    }
    // The first request loads the versions, which must not hold the event loop.
    return CompletableFuture.supplyAsync(
            () -> routes.load(routes.route(model)), Thread::startVirtualThread)
        .thenComposeAsync(loaded -> answer(loaded, asked, commit), pool);
  }

  private <A> CompletionStage<A> answer(Lineup lineup, Asked asked, Commit<A> commit) {
    Question question = asked.question();
    Answerer.Answer answer =
        asked
            .answers()
            .answer(lineup, question.rows(lineup.champion()), question::rows, question.explain());
    CompletionStage<A> given = given(lineup.champion(), answer, asked, commit);
    comparisons.answered(lineup, answer.logged(), answer.failed());
    return given;
  }

  private <A> CompletionStage<A> answer(Question.Named named, Asked asked, Commit<A> commit) {
    Question question = asked.question();
    var id = new VersionId(question.model(), named.number());
    if (!routes.isInProduction(id)) {
      named.by().demand(Permission.MODEL_WRITE);
    }
    // A version that does not serve is loaded from the store, which must not hold the event loop.
    return CompletableFuture.supplyAsync(() -> routes.version(id), Thread::startVirtualThread)
        .thenComposeAsync(
            loaded ->
                given(
                    loaded,
                    asked.answers().answer(loaded, question.rows(loaded), question.explain()),
                    asked,
                    commit),
            pool);
  }

  private <A> CompletionStage<A> given(
      ServingVersion version, Answerer.Answer answer, Asked asked, Commit<A> commit) {
    return commit
        .commit(answer)
        .thenApply(
            written -> {
              meters.predicted(version.id().model().value(), answer.logged().size());
              paces.answered(answer.logged(), answer.ages(), System.nanoTime() - asked.nanos());
              return written;
            });
  }

  /**
   * The version in production; may wait for the store.
   *
   * @throws PlumblineException NOT_SERVING or KILLED when none answers
   */
  public ServingVersion answering(ModelName model) {
    return routes.answering(model.value());
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
}
