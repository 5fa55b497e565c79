package org.plumbline.http.deployment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.CanaryPlanLine;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.TrialPlanLine;
import org.plumbline.deployment.trial.TrialLine;
import org.plumbline.deployment.trial.TrialReport;
import org.plumbline.deployment.trial.TrialSize;
import org.plumbline.deployment.trial.Trials;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Plans, shows and stops the trials of a model; one begins by a change request. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class TrialRoutes {
  private final ModelReader models;
  private final Trials trials;
  private final Routes routes;

  public TrialRoutes(ModelReader models, Trials trials, Routes routes) {
    this.models = models;
    this.trials = trials;
    this.routes = routes;
  }

  record Stop(@Nullable String reason) {}

  record Page(List<TrialLine> items) {}

  @GET
  @Path("/trials")
  @Answers(Route.TRIALS)
  public Page list(@PathParam("model") String model) {
    return new Page(trials.list(models.existing(model)));
  }

  @GET
  @Path("/trials/{trial}")
  @Answers(Route.TRIAL)
  public TrialReport report(@PathParam("model") String model, @PathParam("trial") String trial) {
    return trials.report(models.existing(model), Ids.existing("trial", trial));
  }

  @GET
  @Path("/trial-size")
  @Answers(Route.TRIAL_SIZE)
  public TrialSize size(
      @PathParam("model") String model,
      @QueryParam("metric") @Nullable String metric,
      @QueryParam("effect") @Nullable String effect,
      @QueryParam("share") @Nullable String share,
      @QueryParam("alpha") @Nullable String alpha,
      @QueryParam("power") @Nullable String power,
      @QueryParam("baseline") @Nullable String baseline,
      @QueryParam("deviation") @Nullable String deviation) {
    var trial =
        new TrialPlanLine(
            Query.text(metric),
            Query.decimal("effect", effect),
            Query.decimal("alpha", alpha),
            Query.decimal("power", power),
            null);
    var percent = Query.number("share", share);
    CanaryPlan plan;
    try {
      plan = CanaryPlanLine.of(trial, percent.isPresent() ? percent.getAsInt() : null).plan();
    } catch (IllegalArgumentException impossible) {
      throw PlumblineException.of(ErrorCode.INVALID_FIELD, String.valueOf(impossible.getMessage()));
    }
    return trials.size(
        models.meant(model, null),
        plan,
        Query.decimal("baseline", baseline),
        Query.decimal("deviation", deviation));
  }

  @POST
  @Path("/trials/{trial}/stop")
  @Answers(Route.STOP_TRIAL)
  public TrialReport stop(
      @PathParam("model") String model,
      @PathParam("trial") String trial,
      @Nullable Stop body,
      @Context RoutingContext context) {
    String reason = Body.required("reason", Body.of(body).reason());
    TrialReport report =
        trials.stop(
            models.existing(model), Ids.existing("trial", trial), reason, Callers.actor(context));
    // This instance obeys before it answers; the others follow within a second.
    routes.refresh();
    return report;
  }
}
