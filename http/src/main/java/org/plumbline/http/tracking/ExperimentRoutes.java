package org.plumbline.http.tracking;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.ExperimentPage;
import org.plumbline.registry.tracking.ExperimentQuery;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.registry.tracking.View;

/** Experiments, and the runs of one. */
@Path("/api/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ExperimentRoutes {
  private final Tracking tracking;
  private final RunSearch search;

  public ExperimentRoutes(Tracking tracking, RunSearch search) {
    this.tracking = tracking;
    this.search = search;
  }

  @GET
  @Answers(Route.LIST_EXPERIMENTS)
  public ExperimentViews.Page list(
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("view") @Nullable String view,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    View shown = Query.choice("view", view, View.class);
    ExperimentPage page =
        tracking
            .experiments()
            .list(
                new ExperimentQuery(
                    FilterParser.experiments().parse(filter == null ? "" : filter),
                    shown == null ? View.ACTIVE : shown,
                    List.of(),
                    Query.limit(limit),
                    Query.text(after)));
    return new ExperimentViews.Page(
        page.experiments().stream().map(ExperimentViews.Detail::of).toList(),
        page.next().orElse(null));
  }

  @POST
  @ResponseStatus(201)
  @Answers(Route.CREATE_EXPERIMENT)
  public ExperimentViews.Detail create(
      ExperimentViews.@Nullable Draft body, @Context RoutingContext context) {
    ExperimentViews.Draft draft = Body.of(body);
    SortedMap<String, String> tags = draft.tags();
    return ExperimentViews.Detail.of(
        tracking
            .experiments()
            .create(
                Body.required("name", draft.name()),
                draft.artifactLocation(),
                tags == null ? new TreeMap<>() : tags,
                Callers.actor(context)));
  }

  @GET
  @Path("/{id}")
  @Answers(Route.FIND_EXPERIMENT)
  public ExperimentViews.Detail find(@PathParam("id") String id) {
    return ExperimentViews.Detail.of(tracking.experiments().load(ExperimentId.parse(id)));
  }

  @PATCH
  @Path("/{id}")
  @Answers(Route.RENAME_EXPERIMENT)
  public ExperimentViews.Detail rename(
      @PathParam("id") String id,
      ExperimentViews.@Nullable Change body,
      @Context RoutingContext context) {
    return ExperimentViews.Detail.of(
        tracking
            .experiments()
            .rename(
                ExperimentId.parse(id),
                Body.required("name", Body.of(body).name()),
                Callers.actor(context)));
  }

  @DELETE
  @Path("/{id}")
  @Answers(Route.DELETE_EXPERIMENT)
  public void delete(@PathParam("id") String id, @Context RoutingContext context) {
    tracking.experiments().delete(ExperimentId.parse(id), Callers.actor(context));
  }

  @POST
  @Path("/{id}/restoration")
  @Answers(Route.RESTORE_EXPERIMENT)
  public ExperimentViews.Detail restore(
      @PathParam("id") String id, @Context RoutingContext context) {
    ExperimentId experiment = ExperimentId.parse(id);
    tracking.experiments().restore(experiment, Callers.actor(context));
    return ExperimentViews.Detail.of(tracking.experiments().load(experiment));
  }

  @GET
  @Path("/{id}/runs")
  @Answers(Route.LIST_RUNS)
  public RunViews.Page runs(
      @PathParam("id") String id,
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("order") @Nullable String order,
      @QueryParam("view") @Nullable String view,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    ExperimentId experiment = tracking.experiments().load(ExperimentId.parse(id)).id();
    return search.page(List.of(experiment), filter, order, view, limit, after);
  }

  @POST
  @Path("/{id}/runs")
  @ResponseStatus(201)
  @Answers(Route.START_RUN)
  public RunViews.Line start(
      @PathParam("id") String id, RunBodies.@Nullable Start body, @Context RoutingContext context) {
    RunBodies.Start start = Body.of(body);
    SortedMap<String, String> tags = start.tags();
    return RunViews.Line.of(
        tracking.startRun(
            new RunStart(
                ExperimentId.parse(id),
                start.name(),
                start.startedAt(),
                tags == null ? new TreeMap<>() : tags),
            Callers.actor(context)));
  }
}
