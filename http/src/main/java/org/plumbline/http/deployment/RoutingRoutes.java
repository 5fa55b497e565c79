package org.plumbline.http.deployment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.Canaries;
import org.plumbline.deployment.Rollbacks;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.RoutingReport;
import org.plumbline.deployment.RoutingReports;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/** Tells who answers for a model, steers its canary and rolls it back. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RoutingRoutes {
  private final ModelReader models;
  private final RoutingReports reports;
  private final Canaries canaries;
  private final Rollbacks rollbacks;
  private final Routes routes;

  public RoutingRoutes(
      ModelReader models,
      RoutingReports reports,
      Canaries canaries,
      Rollbacks rollbacks,
      Routes routes) {
    this.models = models;
    this.reports = reports;
    this.canaries = canaries;
    this.rollbacks = rollbacks;
    this.routes = routes;
  }

  private enum Action {
    PAUSE,
    RESUME,
    PROMOTE,
    ROLLBACK
  }

  record Steering(@Nullable String action, @Nullable String reason) {}

  record Rollback(@Nullable Integer version, @Nullable String reason) {}

  @GET
  @Path("/routing")
  @Answers(Route.ROUTING)
  public RoutingReport routing(@PathParam("model") String model) {
    return reports.of(models.existing(model));
  }

  @POST
  @Path("/canary")
  @Answers(Route.STEER_CANARY)
  public RoutingReport steer(
      @PathParam("model") String model, @Nullable Steering body, @Context RoutingContext context) {
    Steering steering = Body.of(body);
    Action action =
        Body.required(
            "action",
            Query.choice("action", Body.required("action", steering.action()), Action.class));
    String reason = Body.required("reason", steering.reason());
    ModelName name = models.existing(model);
    Actor by = Callers.actor(context);
    var _ =
        switch (action) {
          case PAUSE -> canaries.pause(name, reason, by);
          case RESUME -> canaries.resume(name, reason, by);
          case PROMOTE -> {
            // More entities than the approved plan gives by now: that takes an approver.
            Callers.of(context).demand(Permission.CHANGE_APPROVE);
            yield canaries.promote(name, reason, by);
          }
          case ROLLBACK -> canaries.rollBack(name, reason, by);
        };
    // This instance obeys before it answers; the others follow within a second.
    routes.refresh();
    return reports.of(name);
  }

  @POST
  @Path("/rollback")
  @Answers(Route.ROLL_BACK)
  public RoutingReport rollBack(
      @PathParam("model") String model, @Nullable Rollback body, @Context RoutingContext context) {
    Rollback rollback = Body.of(body);
    String reason = Body.required("reason", rollback.reason());
    ModelName name = models.existing(model);
    Integer number = rollback.version();
    VersionId version =
        number == null
            ? rollbacks
                .former(name)
                .orElseThrow(
                    () ->
                        PlumblineException.of(
                            ErrorCode.NOT_FOUND,
                            name + " had no other version in production to roll back to"))
            : new VersionId(name, new VersionNumber(number));
    var _ = rollbacks.rollBack(version, reason, Callers.actor(context));
    routes.refresh();
    return reports.of(name);
  }
}
