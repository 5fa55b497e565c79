package org.plumbline.http.monitoring;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;
import org.plumbline.http.json.Query;
import org.plumbline.monitoring.notice.NoticeForm;
import org.plumbline.monitoring.notice.NoticeLine;
import org.plumbline.monitoring.notice.NoticeRoute;
import org.plumbline.monitoring.notice.NoticeState;
import org.plumbline.monitoring.notice.Routing;

/** Sets who is told of alerts, tries it, and shows what was told. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class NoticeRoutes {
  private final Routing routing;

  public NoticeRoutes(Routing routing) {
    this.routing = routing;
  }

  record Routes(List<View> items) {}

  /** {@code secret} only in the answer to the call that made it. */
  record View(
      String name,
      String form,
      String address,
      MatchView match,
      long afterMinutes,
      boolean enabled,
      @Nullable String secret) {
    static View of(NoticeRoute route, @Nullable String secret) {
      return new View(
          route.name(),
          route.form().wireName(),
          route.address(),
          MatchView.of(route.match()),
          route.after().toMinutes(),
          route.enabled(),
          secret);
    }
  }

  record Wanted(
      @Nullable String form,
      @Nullable String address,
      @Nullable MatchView match,
      @Nullable Integer afterMinutes,
      @Nullable Boolean enabled,
      @Nullable String secret) {}

  record Tested(boolean delivered, @Nullable String failure) {}

  record Notices(List<NoticeLine> items, @Nullable String next) {}

  @GET
  @Path("/alert-routes")
  @Answers(Route.LIST_ALERT_ROUTES)
  public Routes list() {
    return new Routes(routing.routes().stream().map(route -> View.of(route, null)).toList());
  }

  @PUT
  @Path("/alert-routes/{name}")
  @Answers(Route.SET_ALERT_ROUTE)
  public View set(
      @PathParam("name") String name, @Nullable Wanted body, @Context RoutingContext context) {
    Wanted wanted = Body.of(body);
    NoticeForm form = Query.choice("form", Body.required("form", wanted.form()), NoticeForm.class);
    Integer minutes = wanted.afterMinutes();
    var route =
        new NoticeRoute(
            name,
            Body.required("form", form),
            form == NoticeForm.PAGERDUTY && wanted.address() == null
                ? ""
                : Body.required("address", wanted.address()),
            MatchView.match(wanted.match()),
            Duration.ofMinutes(minutes == null ? 0 : minutes),
            wanted.enabled() == null || wanted.enabled());
    Routing.Made made = routing.put(route, Query.text(wanted.secret()), Callers.actor(context));
    return View.of(made.route(), made.secret());
  }

  @DELETE
  @Path("/alert-routes/{name}")
  @Answers(Route.REMOVE_ALERT_ROUTE)
  public Map<String, String> remove(
      @PathParam("name") String name, @Context RoutingContext context) {
    routing.remove(name, Callers.actor(context));
    return Map.of("removed", name);
  }

  @POST
  @Path("/alert-routes/{name}/test")
  @Answers(Route.TEST_ALERT_ROUTE)
  public Tested test(@PathParam("name") String name, @Context RoutingContext context) {
    Optional<String> failure = routing.test(name, Callers.actor(context));
    return new Tested(failure.isEmpty(), failure.orElse(null));
  }

  @GET
  @Path("/notices")
  @Answers(Route.LIST_NOTICES)
  public Notices notices(
      @QueryParam("state") @Nullable String state,
      @QueryParam("route") @Nullable String route,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int size = Query.limit(limit);
    List<NoticeLine> found =
        routing.notices(
            Query.choice("state", state, NoticeState.class),
            Query.text(route),
            Ids.after(after),
            size + 1);
    List<NoticeLine> page = found.stream().limit(size).toList();
    return new Notices(page, found.size() > size ? page.getLast().id() : null);
  }

  @POST
  @Path("/notices/{id}/retry")
  @Answers(Route.RETRY_NOTICE)
  public Map<String, String> again(@PathParam("id") String id, @Context RoutingContext context) {
    routing.again(Ids.existing("notice", id), Callers.actor(context));
    return Map.of("retried", id);
  }
}
