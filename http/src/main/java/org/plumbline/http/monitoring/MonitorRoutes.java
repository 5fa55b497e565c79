package org.plumbline.http.monitoring;

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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.FindingLine;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.MonitorRevision;
import org.plumbline.monitoring.Monitors;
import org.plumbline.monitoring.ReadingLine;
import org.plumbline.monitoring.ReadingStore;

/** Sets what is watched of a model, and tells what the latest looks have found. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class MonitorRoutes {
  private final ModelReader models;
  private final Monitors monitors;
  private final AlertStore alerts;
  private final ReadingStore readings;

  public MonitorRoutes(
      ModelReader models, Monitors monitors, AlertStore alerts, ReadingStore readings) {
    this.models = models;
    this.monitors = monitors;
    this.alerts = alerts;
    this.readings = readings;
  }

  record Held(MonitorRevision current, List<MonitorRevision> history) {}

  record Change(@Nullable Integer revision, @Nullable MonitorPlan plan, @Nullable String reason) {}

  record Measured(String model, int version, List<ReadingLine> items) {}

  record Found(String model, int version, List<FindingLine> items) {}

  @GET
  @Path("/monitors")
  @Answers(Route.MONITORS)
  public Held monitors(@PathParam("model") String model) {
    ModelName name = models.existing(model);
    return new Held(monitors.of(name), monitors.history(name));
  }

  @PUT
  @Path("/monitors")
  @Answers(Route.SET_MONITORS)
  public MonitorRevision set(
      @PathParam("model") String model, @Nullable Change body, @Context RoutingContext context) {
    Change change = Body.of(body);
    return monitors.set(
        models.existing(model),
        Body.required("revision", change.revision()),
        Body.required("plan", change.plan()),
        Body.required("reason", change.reason()),
        Callers.actor(context));
  }

  @GET
  @Path("/findings")
  @Answers(Route.FINDINGS)
  public Found findings(
      @PathParam("model") String model, @QueryParam("version") @Nullable String version) {
    VersionId meant = models.meant(model, version);
    return new Found(meant.model().value(), meant.number().value(), alerts.findings(meant));
  }

  @GET
  @Path("/readings")
  @Answers(Route.READINGS)
  public Measured readings(
      @PathParam("model") String model, @QueryParam("version") @Nullable String version) {
    VersionId meant = models.meant(model, version);
    return new Measured(meant.model().value(), meant.number().value(), readings.of(meant));
  }
}
