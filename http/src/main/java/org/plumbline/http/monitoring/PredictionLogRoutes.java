package org.plumbline.http.monitoring;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Ids;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.monitoring.log.PredictionPage;
import org.plumbline.monitoring.log.PredictionQuery;
import org.plumbline.monitoring.log.PredictionQuery.Labelled;
import org.plumbline.monitoring.log.PredictionReader;
import org.plumbline.monitoring.log.ReadPrediction;
import org.plumbline.monitoring.log.ReplayReport;
import org.plumbline.monitoring.log.Replays;

/** Searches the prediction log, shows one answer with its inputs, and replays it. */
@Path("/api/v1/models/{model}/predictions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PredictionLogRoutes {
  private final ModelReader models;
  private final PredictionReader reader;
  private final Replays replays;

  public PredictionLogRoutes(ModelReader models, PredictionReader reader, Replays replays) {
    this.models = models;
    this.reader = reader;
    this.replays = replays;
  }

  private enum Answer {
    TRUE,
    FALSE
  }

  record Page(List<PredictionPage.Line> items, @Nullable String next) {}

  @GET
  @Answers(Route.SEARCH_PREDICTIONS)
  public Page search(@PathParam("model") String model, @Context RoutingContext context) {
    PredictionPage page = reader.search(query(models.existing(model), context.request().params()));
    return new Page(
        page.items(),
        page.next().map(place -> place.predictedAt() + "_" + place.id()).orElse(null));
  }

  private static PredictionQuery query(ModelName model, MultiMap asked) {
    OptionalInt version = Query.number("version", asked.get("version"));
    return new PredictionQuery(
        model,
        id(Query.text(asked.get("id"))),
        Query.text(asked.get("entity")),
        Query.time("from", asked.get("from")),
        Query.time("to", asked.get("to")),
        version.isPresent() ? version.getAsInt() : null,
        Query.choice("stage", asked.get("stage"), Stage.class),
        Query.text(asked.get("reason")),
        label(asked),
        Query.limit(asked.get("limit")),
        place(Query.text(asked.get("after"))));
  }

  private static @Nullable UUID id(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw Query.invalid("id", text, "the id of a prediction");
    }
  }

  private static @Nullable Labelled label(MultiMap asked) {
    String value = Query.text(asked.get("label"));
    Answer labelled = Query.choice("labelled", asked.get("labelled"), Answer.class);
    if (value != null) {
      if (labelled == Answer.FALSE) {
        throw Query.invalid("labelled", "false", "true beside 'label'");
      }
      return new Labelled.Value(value);
    }
    return labelled == null ? null : new Labelled.Present(labelled == Answer.TRUE);
  }

  private static PredictionQuery.@Nullable Place place(@Nullable String after) {
    if (after == null) {
      return null;
    }
    int middle = after.indexOf('_');
    try {
      return new PredictionQuery.Place(
          Instant.parse(after.substring(0, Math.max(middle, 0))),
          UUID.fromString(after.substring(middle + 1)));
    } catch (DateTimeException | IllegalArgumentException _) {
      throw Query.invalid("after", after, "the 'next' of the page before");
    }
  }

  @GET
  @Path("/{id}")
  @Answers(Route.READ_PREDICTION)
  public ReadPrediction read(
      @PathParam("model") String model,
      @PathParam("id") String id,
      @Context RoutingContext context) {
    return reader.read(
        new ModelName(model), Ids.existing("prediction", id), Callers.actor(context));
  }

  @POST
  @Path("/{id}/replay")
  @Answers(Route.REPLAY_PREDICTION)
  public ReplayReport replay(
      @PathParam("model") String model,
      @PathParam("id") String id,
      @Context RoutingContext context) {
    return replays.replay(
        new ModelName(model), Ids.existing("prediction", id), Callers.actor(context));
  }
}
