package org.plumbline.http.monitoring;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;
import org.plumbline.monitoring.notice.Routing;
import org.plumbline.monitoring.notice.Silence;

/** Keeps people from being told of alerts that they know of, until a stated end. */
@Path("/api/v1/silences")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SilenceRoutes {
  private final Routing routing;

  public SilenceRoutes(Routing routing) {
    this.routing = routing;
  }

  record Page(List<View> items) {}

  record View(String id, MatchView match, Instant from, Instant until, String reason, String by) {
    static View of(Silence silence) {
      return new View(
          silence.id().toString(),
          MatchView.of(silence.match()),
          silence.from(),
          silence.until(),
          silence.reason(),
          silence.by());
    }
  }

  record Wanted(
      @Nullable MatchView match,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable String reason) {}

  @GET
  @Answers(Route.LIST_SILENCES)
  public Page list() {
    return new Page(routing.silences().stream().map(View::of).toList());
  }

  @POST
  @Answers(Route.SILENCE_ALERTS)
  public View silence(@Nullable Wanted body, @Context RoutingContext context) {
    Wanted wanted = Body.of(body);
    return View.of(
        routing.silence(
            MatchView.match(wanted.match()),
            wanted.from(),
            Body.required("until", wanted.until()),
            Body.required("reason", wanted.reason()),
            Callers.actor(context)));
  }

  @DELETE
  @Path("/{id}")
  @Answers(Route.END_SILENCE)
  public View end(@PathParam("id") String id, @Context RoutingContext context) {
    return View.of(routing.unsilence(Ids.existing("silence", id), Callers.actor(context)));
  }
}
