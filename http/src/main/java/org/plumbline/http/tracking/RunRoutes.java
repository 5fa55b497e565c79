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
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.Tracking;

/** Finds, compares and logs runs. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RunRoutes {
  private static final int STANDARD_POINTS = 1_000;
  private static final int MOST_POINTS = 10_000;

  private final Tracking tracking;
  private final RunSearch search;
  private final InstantSource clock;

  public RunRoutes(Tracking tracking, RunSearch search, InstantSource clock) {
    this.tracking = tracking;
    this.search = search;
    this.clock = clock;
  }

  @GET
  @Path("/search")
  @Answers(Route.SEARCH_RUNS)
  public RunViews.Page search(
      @QueryParam("experiments") @Nullable String experiments,
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("order") @Nullable String order,
      @QueryParam("view") @Nullable String view,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    List<ExperimentId> within =
        parts(Query.text(experiments)).stream().map(ExperimentId::parse).toList();
    if (within.isEmpty()) {
      throw Query.invalid("experiments", experiments, "ids of experiments parted by commas");
    }
    return search.page(within, filter, order, view, limit, after);
  }

  @GET
  @Path("/compare")
  @Answers(Route.COMPARE_RUNS)
  public RunViews.Comparison compare(@QueryParam("ids") @Nullable String ids) {
    List<RunId> wanted = parts(Query.text(ids)).stream().map(RunId::new).distinct().toList();
    if (wanted.isEmpty()) {
      throw Query.invalid("ids", ids, "ids of runs parted by commas");
    }
    return RunViews.Comparison.of(tracking.compareRuns(wanted));
  }

  private static List<String> parts(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  @GET
  @Path("/{id}")
  @Answers(Route.FIND_RUN)
  public RunViews.Detail find(@PathParam("id") String id) {
    RunId run = existing(id);
    return RunViews.Detail.of(tracking.loadRun(run), tracking.artifacts(run));
  }

  @GET
  @Path("/{id}/metrics/{key}")
  @Answers(Route.METRIC_HISTORY)
  public RunViews.History history(
      @PathParam("id") String id,
      @PathParam("key") String key,
      @QueryParam("points") @Nullable String points) {
    int most = Query.number("points", points).orElse(STANDARD_POINTS);
    if (most < 4 || most > MOST_POINTS) {
      throw Query.invalid("points", points, "4 to " + MOST_POINTS);
    }
    return RunViews.History.of(tracking.metricSeries(existing(id), key, most));
  }

  @PATCH
  @Path("/{id}")
  @Answers(Route.UPDATE_RUN)
  public RunViews.Line update(
      @PathParam("id") String id,
      RunBodies.@Nullable Change body,
      @Context RoutingContext context) {
    RunId run = existing(id);
    tracking.updateRun(run, Body.of(body).update(), Callers.actor(context));
    return RunViews.Line.of(tracking.loadRun(run));
  }

  @DELETE
  @Path("/{id}")
  @Answers(Route.DELETE_RUN)
  public void delete(@PathParam("id") String id, @Context RoutingContext context) {
    tracking.deleteRun(existing(id), Callers.actor(context));
  }

  @POST
  @Path("/{id}/restoration")
  @Answers(Route.RESTORE_RUN)
  public RunViews.Line restore(@PathParam("id") String id, @Context RoutingContext context) {
    RunId run = existing(id);
    tracking.restoreRun(run, Callers.actor(context));
    return RunViews.Line.of(tracking.loadRun(run));
  }

  @POST
  @Path("/{id}/logs")
  @Answers(Route.LOG_RUN)
  public void log(
      @PathParam("id") String id, RunBodies.@Nullable Log body, @Context RoutingContext context) {
    tracking.log(existing(id), Body.of(body).batch(clock.instant()), Callers.actor(context));
  }

  @POST
  @Path("/{id}/inputs")
  @Answers(Route.LOG_RUN_INPUTS)
  public void inputs(
      @PathParam("id") String id,
      RunBodies.@Nullable Inputs body,
      @Context RoutingContext context) {
    tracking.logInputs(existing(id), Body.of(body).read(), Callers.actor(context));
  }

  /** What is no id cannot be the id of a run. */
  static RunId existing(String id) {
    if (!id.matches("[0-9a-f]{32}")) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no run '" + id + "'");
    }
    return new RunId(id);
  }
}
