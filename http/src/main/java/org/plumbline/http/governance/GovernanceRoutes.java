package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.DeploymentLine;
import org.plumbline.deployment.KillSwitch;
import org.plumbline.deployment.Killing;
import org.plumbline.deployment.Routes;
import org.plumbline.governance.RiskReport;
import org.plumbline.governance.Risks;
import org.plumbline.governance.Simulation;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/** Stops models, tells what served when, and judges hypothetical facts. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class GovernanceRoutes {
  private final ModelReader models;
  private final DeploymentLedger ledger;
  private final Killing killing;
  private final Routes routes;
  private final Simulation simulation;
  private final Risks risks;

  public GovernanceRoutes(
      ModelReader models,
      DeploymentLedger ledger,
      Killing killing,
      Routes routes,
      Simulation simulation,
      Risks risks) {
    this.models = models;
    this.ledger = ledger;
    this.killing = killing;
    this.routes = routes;
    this.simulation = simulation;
    this.risks = risks;
  }

  record Deployments(List<DeploymentLine> items) {}

  record KillSwitchChange(@Nullable Boolean on, @Nullable String reason) {}

  record SimulationRequest(
      @Nullable String policy, @Nullable Map<String, @Nullable Object> facts) {}

  @GET
  @Path("/models/{model}/deployments")
  @Answers(Route.DEPLOYMENTS)
  public Deployments deployments(@PathParam("model") String model) {
    return new Deployments(
        ledger.list(models.existing(model)).stream().map(DeploymentLine::of).toList());
  }

  @GET
  @Path("/models/{model}/risk")
  @Answers(Route.RISK)
  public RiskReport risk(@PathParam("model") String model) {
    VersionId version = models.meant(model, null);
    return risks
        .report(version)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_FOUND,
                    "The risk of %s cannot be told: a needed side is unknown".formatted(version)));
  }

  @PUT
  @Path("/models/{model}/kill-switch")
  @Answers(Route.SET_KILL_SWITCH)
  public KillSwitch turn(
      @PathParam("model") String model,
      @Nullable KillSwitchChange body,
      @Context RoutingContext context) {
    KillSwitchChange change = Body.of(body);
    boolean on = Body.required("on", change.on());
    String reason = Body.required("reason", change.reason());
    KillSwitch position = killing.turn(models.existing(model), on, reason, Callers.actor(context));
    // This instance obeys before it answers; the others follow within a second.
    routes.refresh();
    return position;
  }

  @POST
  @Path("/simulations")
  @Answers(Route.SIMULATE)
  public Simulation.Outcome simulate(@Nullable SimulationRequest body) {
    SimulationRequest request = Body.of(body);
    return simulation.run(request.policy(), Body.required("facts", request.facts()));
  }
}
