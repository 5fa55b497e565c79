package org.plumbline.http.safeguard;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.safeguard.SafeguardRevision;
import org.plumbline.deployment.safeguard.SafeguardStore;
import org.plumbline.deployment.safeguard.Safeguarding;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Version;

/** Reads and sets the safeguards of a model. */
@Path("/api/v1/models/{model}/safeguards")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SafeguardRoutes {
  private static final Duration COUNTED = Duration.ofDays(7);

  private final ModelReader models;
  private final Registry registry;
  private final SafeguardStore store;
  private final Safeguarding safeguarding;
  private final Routes routes;
  private final InstantSource clock;

  public SafeguardRoutes(
      ModelReader models,
      Registry registry,
      SafeguardStore store,
      Safeguarding safeguarding,
      Routes routes,
      InstantSource clock) {
    this.models = models;
    this.registry = registry;
    this.store = store;
    this.safeguarding = safeguarding;
    this.routes = routes;
    this.clock = clock;
  }

  /** The safeguards as they were set once; revision 0, by nobody, when none ever were. */
  record View(
      int revision,
      Safeguards safeguards,
      @Nullable String by,
      @Nullable Instant at,
      @Nullable String reason) {
    static View of(SafeguardRevision revision) {
      return new View(
          revision.number(),
          revision.safeguards(),
          revision.by(),
          revision.at(),
          revision.reason());
    }

    static View of(Optional<SafeguardRevision> revision) {
      return revision.map(View::of).orElse(new View(0, Safeguards.NONE, null, null, null));
    }
  }

  record Held(View current, List<SafeguardStore.Count> last7Days, List<View> history) {}

  record Change(
      @Nullable Integer revision, @Nullable Safeguards safeguards, @Nullable String reason) {}

  @GET
  @Answers(Route.SAFEGUARDS)
  public Held find(@PathParam("model") String model) {
    ModelName name = models.existing(model);
    List<View> history = store.history(name).stream().map(View::of).toList();
    return new Held(
        View.of(store.find(name)), store.counts(name, clock.instant().minus(COUNTED)), history);
  }

  @PUT
  @Answers(Route.SET_SAFEGUARDS)
  public View set(
      @PathParam("model") String model, @Nullable Change body, @Context RoutingContext context) {
    Change change = Body.of(body);
    var asked =
        new Safeguarding.Change(
            models.existing(model),
            Body.required("revision", change.revision()),
            Body.required("safeguards", change.safeguards()),
            Body.required("reason", change.reason()));
    Version version = registry.load(models.meant(model, null));
    SafeguardRevision set =
        safeguarding.set(asked, version.contract(), version.task(), Callers.actor(context));
    // This instance obeys before it answers; the others follow within a second.
    routes.refresh();
    return View.of(set);
  }
}
