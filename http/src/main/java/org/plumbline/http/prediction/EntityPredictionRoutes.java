package org.plumbline.http.prediction;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.online.OnlineFeatures;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Body;
import org.plumbline.kernel.ModelName;

/** Answers predictions about entities whose features are known already. */
@Path("/api/v1/models/{model}/entity-predictions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EntityPredictionRoutes {
  private final Routes routes;
  private final OnlineFeatures features;
  private final RowAnswers answers;

  public EntityPredictionRoutes(Routes routes, OnlineFeatures features, RowAnswers answers) {
    this.routes = routes;
    this.features = features;
    this.answers = answers;
  }

  record Request(
      @Nullable List<@Nullable String> entities,
      @Nullable Integer explain,
      @Nullable Integer version) {}

  @POST
  @Answers(Route.PREDICT_ENTITIES)
  public byte[] predict(
      @PathParam("model") String model, @Context RoutingContext context, @Nullable Request body) {
    Request request = Body.of(body);
    var name = new ModelName(model);
    var asked =
        EntityQuestion.Asked.of(
            name,
            Body.required("entities", request.entities()),
            request.explain(),
            request.version());
    if (request.version() == null) {
      // Who asks for what does not serve is told that, and not that features are missing.
      var _ = routes.route(model);
    }
    var question = new EntityQuestion(asked, features.load(name, asked.entities()), context);
    return answers.await(question, Function.identity());
  }
}
