package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.DeploymentLine;
import org.plumbline.deployment.Killing;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.governance.RiskReport;
import org.plumbline.governance.Risks;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;

/** Stops models, and tells what served when and at which risk. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class GovernanceRoutes {
  private final ModelReader models;
  private final DeploymentLedger ledger;
  private final Killing killing;
  private final Routes routes;
  private final Risks risks;

  public GovernanceRoutes(
      ModelReader models, DeploymentLedger ledger, Killing killing, Routes routes, Risks risks) {
    this.models = models;
    this.ledger = ledger;
    this.killing = killing;
    this.routes = routes;
    this.risks = risks;
  }

  record Deployments(List<DeploymentLine> items) {}

  record KillSwitchChange(@Nullable Boolean on, @Nullable String reason, @Nullable Instant until) {}

  @GET
  @Path("/deployments")
  @Answers(Route.DEPLOYMENTS)
  public Deployments deployments(@PathParam("model") String model) {
    return new Deployments(
        ledger.list(models.existing(model)).stream().map(DeploymentLine::of).toList());
  }

  @GET
  @Path("/risk")
  @Answers(Route.RISK)
  public RiskReport risk(
      @PathParam("model") String model, @QueryParam("version") @Nullable String version) {
    return risks.report(models.meant(model, Query.text(version)));
  }

  @PUT
  @Path("/kill-switch")
  @Answers(Route.SET_KILL_SWITCH)
  public KillSwitch turn(
      @PathParam("model") String model,
      @Nullable KillSwitchChange body,
      @Context RoutingContext context) {
    KillSwitchChange change = Body.of(body);
    boolean on = Body.required("on", change.on());
    String reason = Body.required("reason", change.reason());
    var scope = new KillScope.OfModel(models.existing(model));
    KillSwitch position = killing.turn(scope, on, reason, change.until(), Callers.actor(context));
    // This instance obeys before it answers; the others follow within a second.
    routes.refresh();
    return position;
  }
}
