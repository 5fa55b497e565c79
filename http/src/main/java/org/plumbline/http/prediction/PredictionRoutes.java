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
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.Entrance;
import org.plumbline.http.entrance.Meters;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
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

  private final Routes routes;
  private final PredictionLog log;
  private final Answerer answerer;
  private final Meters meters;
  private final Executor pool;

  public PredictionRoutes(
      Routes routes,
      PredictionLog log,
      TimeOrderedIds ids,
      InstantSource clock,
      Meters meters,
      ScoringPool pool) {
    this.routes = routes;
    this.log = log;
    this.answerer = new Answerer(ids::next, clock);
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
    if (body.length <= SMALL_BODY) {
      return predict(model, version, context, RequestReader.read(body));
    }
    return CompletableFuture.supplyAsync(() -> RequestReader.read(body), pool)
        .thenCompose(request -> predict(model, version, context, request));
  }

  private CompletionStage<byte[]> predict(
      String model, @Nullable String version, RoutingContext context, PredictionRequest request) {
    OptionalInt asked = Query.number("version", version);
    if (asked.isEmpty()) {
      asked = request.version();
    }
    if (asked.isEmpty()) {
      return answer(routes.answering(new ModelName(model).value()), request);
    }
    Callers.of(context).demand(Permission.MODEL_WRITE);
    var id = new VersionId(new ModelName(model), new VersionNumber(asked.getAsInt()));
    // A version that does not serve is loaded from the store, which must not hold the event loop.
    return CompletableFuture.supplyAsync(() -> routes.version(id), Thread::startVirtualThread)
        .thenComposeAsync(loaded -> answer(loaded, request), pool);
  }

  private CompletionStage<byte[]> answer(ServingVersion version, PredictionRequest request) {
    Answerer.Answer answer = answerer.answer(version, request);
    return log.append(answer.logged())
        .thenApply(
            _ -> {
              meters.predicted(version.id().model().value(), answer.logged().size());
              return answer.json();
            });
  }
}
