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
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Routes;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Entrance;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;

/** Answers predictions. */
@Path("/api/v1/models/{model}/predictions")
public final class PredictionRoutes {
  private final Routes routes;
  private final RowAnswers answers;

  public PredictionRoutes(Routes routes, RowAnswers answers) {
    this.routes = routes;
    this.answers = answers;
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
    var question =
        new BodyQuestion(
            routes, new ModelName(model), Query.number("version", version), context, body);
    return answers.answer(question, Function.identity());
  }
}
