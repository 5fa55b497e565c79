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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.Incident;
import org.plumbline.monitoring.IncidentDetail;
import org.plumbline.monitoring.IncidentLine;
import org.plumbline.monitoring.IncidentStore;
import org.plumbline.monitoring.Incidents;

/** Lists incidents, and lets people take care of them and write down what they do. */
@Path("/api/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class IncidentRoutes {
  private final IncidentStore store;
  private final Incidents incidents;

  public IncidentRoutes(IncidentStore store, Incidents incidents) {
    this.store = store;
    this.incidents = incidents;
  }

  record Page(List<IncidentLine> items, @Nullable String next) {}

  record Words(@Nullable String comment) {}

  @GET
  @Answers(Route.LIST_INCIDENTS)
  public Page list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("model") @Nullable String model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    AlertRoutes.State wanted = Query.choice("state", state, AlertRoutes.State.class);
    String name = Query.text(model);
    int size = Query.limit(limit);
    List<Incident> found =
        store.list(
            wanted == null ? null : wanted.wireName(),
            name == null ? null : new ModelName(name),
            Ids.after(after),
            size + 1);
    List<IncidentLine> page = found.stream().limit(size).map(IncidentLine::of).toList();
    return new Page(page, found.size() > size ? page.getLast().id() : null);
  }

  @GET
  @Path("/{id}")
  @Answers(Route.FIND_INCIDENT)
  public IncidentDetail find(@PathParam("id") String id) {
    return detail(Ids.existing("incident", id));
  }

  private IncidentDetail detail(UUID id) {
    return IncidentDetail.of(incidents.load(id), store.alerts(id), store.entries(id));
  }

  @POST
  @Path("/{id}/acknowledgement")
  @Answers(Route.ACKNOWLEDGE_INCIDENT)
  public IncidentDetail acknowledge(
      @PathParam("id") String id, @Nullable Words body, @Context RoutingContext context) {
    String comment = Body.of(body).comment();
    UUID incident = Ids.existing("incident", id);
    incidents.acknowledge(incident, comment == null ? "" : comment, Callers.actor(context));
    return detail(incident);
  }

  @POST
  @Path("/{id}/comments")
  @Answers(Route.COMMENT_INCIDENT)
  public IncidentDetail comment(
      @PathParam("id") String id, @Nullable Words body, @Context RoutingContext context) {
    String comment = Body.required("comment", Body.of(body).comment());
    UUID incident = Ids.existing("incident", id);
    incidents.comment(incident, comment, Callers.actor(context));
    return detail(incident);
  }
}
