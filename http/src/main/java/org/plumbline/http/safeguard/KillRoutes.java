package org.plumbline.http.safeguard;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Killing;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitches;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.Registry;

/** Stops and revives everything, a model, a version or a segment, and tells what was stopped. */
@Path("/api/v1/kill-switches")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class KillRoutes {
  private final ModelReader models;
  private final Registry registry;
  private final KillSwitches switches;
  private final Killing killing;
  private final Routes routes;

  public KillRoutes(
      ModelReader models,
      Registry registry,
      KillSwitches switches,
      Killing killing,
      Routes routes) {
    this.models = models;
    this.registry = registry;
    this.switches = switches;
    this.killing = killing;
    this.routes = routes;
  }

  record Switches(List<KillView> items) {}

  record History(List<KillView> items, @Nullable String next) {}

  @GET
  @Answers(Route.LIST_KILLS)
  public Switches on() {
    return new Switches(switches.on().stream().map(KillView::of).toList());
  }

  @GET
  @Path("/history")
  @Answers(Route.KILL_HISTORY)
  public History history(
      @QueryParam("model") @Nullable String model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    String name = Query.text(model);
    KillSwitches.Page page =
        switches.history(
            name == null ? null : new ModelName(name), mark(after), Query.limit(limit));
    return new History(
        page.items().stream().map(KillView::of).toList(),
        page.next().map(String::valueOf).orElse(null));
  }

  private static Optional<Long> mark(@Nullable String after) {
    String text = Query.text(after);
    try {
      return Optional.ofNullable(text).map(Long::valueOf);
    } catch (NumberFormatException _) {
      throw Query.invalid("after", after, "the mark that the page before gave");
    }
  }

  @PUT
  @Answers(Route.TURN_KILL_SWITCH)
  public KillView turn(@Nullable KillChange body, @Context RoutingContext context) {
    KillChange change = Body.of(body);
    boolean on = Body.required("on", change.on());
    String reason = Body.required("reason", change.reason());
    KillScope scope = change.scope(models, registry);
    var position = killing.turn(scope, on, reason, change.until(), Callers.actor(context));
    // This instance obeys before it answers; the others follow within a second.
    routes.refresh();
    return KillView.of(new Kill(scope, position));
  }
}
