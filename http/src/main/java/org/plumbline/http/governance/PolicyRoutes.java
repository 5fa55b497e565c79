package org.plumbline.http.governance;

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
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.FactCatalogue;
import org.plumbline.governance.policy.Attachment;
import org.plumbline.governance.policy.Policies;
import org.plumbline.governance.policy.PoliciesInForce;
import org.plumbline.governance.policy.PolicyCheck;
import org.plumbline.governance.policy.PolicyLibrary;
import org.plumbline.governance.policy.PolicyScope;
import org.plumbline.governance.policy.PolicyVersion;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;

/** Policies as code: shows, checks, publishes and puts them in force. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PolicyRoutes {
  private static final int HISTORY = 100;

  private final Policies policies;
  private final PoliciesInForce inForce;

  public PolicyRoutes(Policies policies, PoliciesInForce inForce) {
    this.policies = policies;
    this.inForce = inForce;
  }

  record Draft(@Nullable String policy, @Nullable String note) {}

  record Attaching(@Nullable String scope, @Nullable Integer number, @Nullable String reason) {}

  record AttachmentLine(
      String scope, String policy, int number, boolean on, String by, String reason, Instant at) {
    static AttachmentLine of(Attachment one) {
      return new AttachmentLine(
          one.scope().toString(),
          one.policy(),
          one.number(),
          one.on(),
          one.by(),
          one.reason(),
          one.at());
    }
  }

  record VersionLine(
      String name,
      int number,
      String description,
      int rules,
      int tests,
      String author,
      String note,
      Instant at) {
    static VersionLine of(PolicyVersion one) {
      return new VersionLine(
          one.name(),
          one.number(),
          one.policy().description(),
          one.policy().rules().size() + one.policy().approvals().size(),
          one.policy().tests().size(),
          one.author(),
          one.note(),
          one.at());
    }
  }

  record Shelf(
      List<VersionLine> items, List<AttachmentLine> attached, List<AttachmentLine> history) {}

  record Detail(VersionLine version, String text, List<VersionLine> versions) {}

  record Library(List<FactCatalogue.Fact> facts, List<Ready> policies) {}

  record Ready(String name, String text) {}

  @GET
  @Path("/policies")
  @Answers(Route.LIST_POLICIES)
  public Shelf list() {
    return new Shelf(
        inForce.list().stream().map(VersionLine::of).toList(),
        inForce.attached().stream().map(AttachmentLine::of).toList(),
        inForce.history(HISTORY).stream().map(AttachmentLine::of).toList());
  }

  @GET
  @Path("/policies/{name}")
  @Answers(Route.FIND_POLICY)
  public Detail find(
      @PathParam("name") String name, @QueryParam("number") @Nullable String number) {
    List<PolicyVersion> versions = inForce.versions(name);
    var asked = Query.number("number", number);
    PolicyVersion shown =
        asked.isPresent() ? inForce.load(name, asked.getAsInt()) : versions.getFirst();
    return new Detail(
        VersionLine.of(shown), shown.text(), versions.stream().map(VersionLine::of).toList());
  }

  @POST
  @Path("/policy-checks")
  @Answers(Route.CHECK_POLICY)
  public PolicyCheck check(@Nullable Draft body) {
    return policies.check(Body.required("policy", Body.of(body).policy()));
  }

  @GET
  @Path("/policy-library")
  @Answers(Route.POLICY_LIBRARY)
  public Library library() {
    return new Library(
        FactCatalogue.FACTS,
        PolicyLibrary.NAMES.stream()
            .map(name -> new Ready(name, PolicyLibrary.text(name)))
            .toList());
  }

  @POST
  @Path("/policies")
  @ResponseStatus(201)
  @Answers(Route.PUBLISH_POLICY)
  public VersionLine publish(@Nullable Draft body, @Context RoutingContext context) {
    Draft draft = Body.of(body);
    return VersionLine.of(
        policies.publish(
            Body.required("policy", draft.policy()),
            Body.required("note", draft.note()),
            Callers.actor(context)));
  }

  @PUT
  @Path("/policies/{name}/attachment")
  @Answers(Route.ATTACH_POLICY)
  public AttachmentLine attach(
      @PathParam("name") String name, @Nullable Attaching body, @Context RoutingContext context) {
    Attaching attaching = Body.of(body);
    return AttachmentLine.of(
        policies.attach(
            PolicyScope.of(Body.required("scope", attaching.scope())),
            name,
            Body.required("number", attaching.number()),
            Body.required("reason", attaching.reason()),
            Callers.actor(context)));
  }

  @DELETE
  @Path("/policies/{name}/attachment")
  @Answers(Route.DETACH_POLICY)
  public AttachmentLine detach(
      @PathParam("name") String name,
      @QueryParam("scope") @Nullable String scope,
      @QueryParam("reason") @Nullable String reason,
      @Context RoutingContext context) {
    return AttachmentLine.of(
        policies.detach(
            PolicyScope.of(Body.required("scope", Query.text(scope))),
            name,
            Body.required("reason", Query.text(reason)),
            Callers.actor(context)));
  }
}
