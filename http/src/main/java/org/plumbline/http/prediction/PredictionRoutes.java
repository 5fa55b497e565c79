package org.plumbline.http.prediction;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.data.Contract;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.Comparisons;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.Entrance;
import org.plumbline.http.entrance.Meters;
import org.plumbline.http.json.Query;
import org.plumbline.http.prediction.KeyedAnswers.Commit;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.PredictionLog;

/**
 * Answers predictions.
 *
 * <p>A small request stays on the event loop from its first byte to the log, as a hand-over costs
 * more than its scoring; a large one is scored on the pool, as it would hold back all others. The
 * answer leaves after the log's commit.
 */
@Path("/api/v1/models/{model}/predictions")
public final class PredictionRoutes {
  /** About a tenth of a millisecond of parsing and scoring without reasons. */
  private static final int SMALL_BODY = 8 << 10;

  /** To read a request for a model that answers none: it may name a version by itself. */
  private static final RowParser NO_COLUMNS = new RowParser(new Contract(List.of()));

  private final Routes routes;
  private final PredictionLog log;
  private final Comparisons comparisons;
  private final Answerer answerer;
  private final KeyedAnswers keyed;
  private final Meters meters;
  private final ScoringPool pool;

  public PredictionRoutes(
      Routes routes,
      PredictionLog log,
      Comparisons comparisons,
      AnswerMemory memory,
      TimeOrderedIds ids,
      InstantSource clock,
      Meters meters,
      ScoringPool pool,
      ModelBreakers breakers) {
    this.routes = routes;
    this.log = log;
    this.comparisons = comparisons;
    this.answerer = new Answerer(ids, clock, breakers);
    this.keyed = new KeyedAnswers(memory);
    this.meters = meters;
    this.pool = pool;
  }

  @POST
  @NonBlocking
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Answers(Route.PREDICT)
  public CompletionStage<byte[]> predict(
      @PathParam("model") String model,
      @QueryParam("version") @Nullable String version,
      @Context RoutingContext context,
      byte[] body) {
    if (body.length > Entrance.MAX_BODY_BYTES) {
      throw PlumblineException.of(
          ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MiB: send fewer rows");
    }
    log.demandRoom();
    var name = new ModelName(model);
    OptionalInt asked = Query.number("version", version);
    String key = context.request().getHeader(KeyedAnswers.HEADER);
    if (key != null) {
      return keyed.answer(
          name, key, context, body, commit -> answer(name, asked, context, body, commit));
    }
    return answer(name, asked, context, body, this::append);
  }

  private CompletionStage<byte[]> append(Answerer.Answer answer) {
    return log.append(answer.logged()).thenApply(_ -> answer.json());
  }

  private CompletionStage<byte[]> answer(
      ModelName name, OptionalInt asked, RoutingContext context, byte[] body, Commit commit) {
    if (asked.isPresent()) {
      return answer(name, asked.getAsInt(), context, body, commit);
    }
    return body.length <= SMALL_BODY
        ? answer(name, context, body, commit)
        : CompletableFuture.supplyAsync(() -> answer(name, context, body, commit), lane(name))
            .thenCompose(answer -> answer);
  }

  private CompletionStage<byte[]> answer(
      ModelName model, RoutingContext context, byte[] body, Commit commit) {
    Optional<ServingVersion> expected =
        routes.find(model.value()).flatMap(org.plumbline.deployment.Route::answering);
    RowParser contract = expected.map(ServingVersion::parser).orElse(NO_COLUMNS);
    PredictionRequest request = RequestReader.read(body, contract);
    if (request.version().isPresent()) {
      return answer(model, request.version().getAsInt(), context, body, commit);
    }
    Optional<Lineup> ready = routes.route(model.value()).lineup();
    if (ready.isEmpty()) {
      // The first request loads the versions, which must not hold the event loop.
      return CompletableFuture.supplyAsync(
              () -> routes.load(routes.route(model.value())), Thread::startVirtualThread)
          .thenComposeAsync(
              loaded ->
                  answer(
                      loaded, RequestReader.read(body, loaded.champion().parser()), body, commit),
              pool);
    }
    Lineup lineup = ready.get();
    // Another version may have taken over since, and may have other columns.
    RowParser now = lineup.champion().parser();
    return answer(lineup, now == contract ? request : RequestReader.read(body, now), body, commit);
  }

  private CompletionStage<byte[]> answer(
      ModelName model, int number, RoutingContext context, byte[] body, Commit commit) {
    Callers.of(context).demand(Permission.MODEL_WRITE);
    var id = new VersionId(model, new VersionNumber(number));
    // A version that does not serve is loaded from the store, which must not hold the event loop.
    return CompletableFuture.supplyAsync(() -> routes.version(id), Thread::startVirtualThread)
        .thenComposeAsync(
            loaded -> {
              PredictionRequest request = RequestReader.read(body, loaded.parser());
              return given(
                  loaded, answerer.answer(loaded, request.rows(), request.explain()), commit);
            },
            pool);
  }

  /** Whoever asks for what does not serve gets no lane of its own, as lanes are kept. */
  private Executor lane(ModelName model) {
    return routes.find(model.value()).isPresent() ? pool.of(model.value()) : pool;
  }

  private CompletionStage<byte[]> answer(
      Lineup lineup, PredictionRequest request, byte[] body, Commit commit) {
    Answerer.Answer answer =
        answerer.answer(
            lineup,
            request.rows(),
            parser -> RequestReader.read(body, parser).rows(),
            request.explain());
    CompletionStage<byte[]> given = given(lineup.champion(), answer, commit);
    comparisons.answered(lineup, answer.logged(), answer.failed());
    return given;
  }

  private CompletionStage<byte[]> given(
      ServingVersion version, Answerer.Answer answer, Commit commit) {
    return commit
        .commit(answer)
        .thenApply(
            json -> {
              meters.predicted(version.id().model().value(), answer.logged().size());
              return json;
            });
  }
}
