package org.plumbline.http.monitoring;

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
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.Alerts;

/** Lists alerts, and lets a person say that they look after one. */
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class AlertRoutes {
  private final AlertStore store;
  private final Alerts alerts;

  public AlertRoutes(AlertStore store, Alerts alerts) {
    this.store = store;
    this.alerts = alerts;
  }

  enum State {
    OPEN("open"),
    ACKNOWLEDGED("acknowledged"),
    RESOLVED("resolved");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  record Acknowledgement(@Nullable String comment) {}

  record Page(List<AlertLine> items, @Nullable String next) {}

  @GET
  @Answers(Route.LIST_ALERTS)
  public Page list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("model") @Nullable String model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    State wanted = Query.choice("state", state, State.class);
    String name = Query.text(model);
    int size = Query.limit(limit);
    List<Alert> found =
        store.list(
            wanted == null ? null : wanted.wireName,
            name == null ? null : new ModelName(name),
            Ids.after(after),
            size + 1);
    List<AlertLine> page = found.stream().limit(size).map(AlertLine::of).toList();
    return new Page(page, found.size() > size ? page.getLast().id() : null);
  }

  @POST
  @Path("/{id}/acknowledgement")
  @Answers(Route.ACKNOWLEDGE_ALERT)
  public AlertLine acknowledge(
      @PathParam("id") String id, @Nullable Acknowledgement body, @Context RoutingContext context) {
    String comment = Body.of(body).comment();
    return AlertLine.of(
        alerts.acknowledge(
            Ids.existing("alert", id), comment == null ? "" : comment, Callers.actor(context)));
  }
}
