package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Approvals;
import org.plumbline.deployment.ChangeRequestStore;
import org.plumbline.deployment.Delegation;
import org.plumbline.deployment.PolicyOverride;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;
import org.plumbline.kernel.Stage;

/** What stands around change requests: overrides, and votes for others. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ApprovalRoutes {
  private static final int MOST = 500;

  private final Approvals approvals;
  private final ChangeRequestStore store;

  public ApprovalRoutes(Approvals approvals, ChangeRequestStore store) {
    this.approvals = approvals;
    this.store = store;
  }

  record Delegating(@Nullable String to, @Nullable Instant until, @Nullable String reason) {}

  record Delegations(List<Delegation> items) {}

  record OverrideLine(
      String changeRequest,
      String model,
      int version,
      Stage stage,
      String author,
      String reason,
      List<String> objections,
      List<Justification> approvals,
      Instant at,
      boolean serving) {
    record Justification(String by, String text) {}

    static OverrideLine of(PolicyOverride one) {
      return new OverrideLine(
          one.request().toString(),
          one.version().model().value(),
          one.version().number().value(),
          one.stage(),
          one.author(),
          one.reason(),
          one.objections(),
          one.approvals().stream()
              .map(vote -> new Justification(vote.by(), vote.comment()))
              .toList(),
          one.at(),
          one.serving());
    }
  }

  record Overrides(List<OverrideLine> items) {}

  @GET
  @Path("/overrides")
  @Answers(Route.LIST_OVERRIDES)
  public Overrides overrides(@QueryParam("serving") @Nullable String serving) {
    return new Overrides(
        store.overrides(Boolean.parseBoolean(serving), MOST).stream()
            .map(OverrideLine::of)
            .toList());
  }

  @GET
  @Path("/approvals/delegations")
  @Answers(Route.LIST_DELEGATIONS)
  public Delegations delegations() {
    return new Delegations(approvals.delegations());
  }

  @POST
  @Path("/approvals/delegations")
  @ResponseStatus(201)
  @Answers(Route.DELEGATE)
  public Delegation delegate(@Nullable Delegating body, @Context RoutingContext context) {
    Delegating wanted = Body.of(body);
    return approvals.delegate(
        Body.required("to", wanted.to()),
        Body.required("until", wanted.until()),
        Body.required("reason", wanted.reason()),
        Callers.actor(context));
  }

  @DELETE
  @Path("/approvals/delegations/{id}")
  @Answers(Route.END_DELEGATION)
  public Delegation takeBack(@PathParam("id") String id, @Context RoutingContext context) {
    return approvals.takeBack(Ids.existing("delegation", id), Callers.actor(context));
  }
}
