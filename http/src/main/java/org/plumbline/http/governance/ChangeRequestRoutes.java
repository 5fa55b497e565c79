package org.plumbline.http.governance;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.CanaryPlanLine;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ChangeRequestLine;
import org.plumbline.deployment.ChangeRequestStore;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.deployment.Vote;
import org.plumbline.deployment.trial.Trials;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/** Asks for changes of what serves, and votes on them. */
@Path("/api/v1/change-requests")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ChangeRequestRoutes {
  private static final Set<String> STATES =
      Set.of("open", "applied", "rejected", "refused", "expired", "withdrawn");

  private final ChangeRequests changes;
  private final ChangeRequestStore store;
  private final Trials trials;
  private final InstantSource clock;

  public ChangeRequestRoutes(
      ChangeRequests changes, ChangeRequestStore store, Trials trials, InstantSource clock) {
    this.changes = changes;
    this.store = store;
    this.trials = trials;
    this.clock = clock;
  }

  record Draft(
      @Nullable String model,
      @Nullable Integer version,
      @Nullable Stage stage,
      @Nullable String reason,
      @Nullable CanaryPlanLine plan,
      @Nullable Boolean groupThresholds) {}

  record Decided(
      @Nullable String decision, @Nullable String comment, @Nullable String onBehalfOf) {}

  record Page(List<ChangeRequestLine> items, @Nullable String next) {}

  @POST
  @ResponseStatus(201)
  @Answers(Route.OPEN_CHANGE_REQUEST)
  public ChangeRequestLine open(@Nullable Draft body, @Context RoutingContext context) {
    Draft draft = Body.of(body);
    var version =
        VersionId.of(
            Body.required("model", draft.model()), Body.required("version", draft.version()));
    Stage stage = Body.required("stage", draft.stage());
    String reason = Body.required("reason", draft.reason());
    boolean byGroup = Boolean.TRUE.equals(draft.groupThresholds());
    var wish = new ChangeDraft(version, stage, reason, plan(draft.plan()), byGroup);
    trials.demand(wish);
    return ChangeRequestLine.of(changes.open(wish, Callers.actor(context)));
  }

  private static @Nullable CanaryPlan plan(@Nullable CanaryPlanLine line) {
    try {
      return line == null ? null : line.plan();
    } catch (IllegalArgumentException impossible) {
      throw PlumblineException.of(ErrorCode.INVALID_FIELD, "'plan': " + impossible.getMessage())
          .with("field", "plan");
    }
  }

  @GET
  @Answers(Route.LIST_CHANGE_REQUESTS)
  public Page list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("model") @Nullable String model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    String wanted = Query.text(state);
    if (wanted != null && !STATES.contains(wanted)) {
      throw Query.invalid("state", wanted, "one of " + String.join(", ", STATES));
    }
    String name = Query.text(model);
    int size = Query.limit(limit);
    List<ChangeRequest> found =
        store.list(wanted, name == null ? null : new ModelName(name), Ids.after(after), size + 1);
    List<ChangeRequestLine> page = found.stream().limit(size).map(ChangeRequestLine::of).toList();
    return new Page(page, found.size() > size ? page.getLast().id() : null);
  }

  @GET
  @Path("/{id}")
  @Answers(Route.FIND_CHANGE_REQUEST)
  public ChangeRequestLine find(@PathParam("id") String id) {
    return ChangeRequestLine.of(changes.load(Ids.existing("change request", id)));
  }

  @POST
  @Path("/{id}/approvals")
  @Answers(Route.DECIDE_CHANGE_REQUEST)
  public ChangeRequestLine decide(
      @PathParam("id") String id, @Nullable Decided body, @Context RoutingContext context) {
    Decided decided = Body.of(body);
    String decision = Body.required("decision", decided.decision());
    Vote.Ballot ballot = Query.choice("decision", decision, Vote.Ballot.class);
    String comment = decided.comment();
    Actor voter = Callers.actor(context);
    var vote =
        new Vote(
            voter.username(),
            Body.required("decision", ballot),
            comment == null ? "" : comment,
            clock.instant(),
            Query.text(decided.onBehalfOf()),
            null);
    return ChangeRequestLine.of(
        changes.vote(
            Ids.existing("change request", id),
            voter,
            Callers.of(context).may(Permission.CHANGE_APPROVE),
            vote));
  }
}
