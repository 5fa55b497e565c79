package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Approvals;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.deployment.Comment;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Ids;

/**
 * Remarks on a change request. A class of its own, since the framework takes the class whose path
 * has more letters first and never looks into another.
 */
@Path("/api/v1/change-requests/{id}/comments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class CommentRoutes {
  private final Approvals approvals;
  private final ChangeRequests changes;

  public CommentRoutes(Approvals approvals, ChangeRequests changes) {
    this.approvals = approvals;
    this.changes = changes;
  }

  record Remark(@Nullable String text) {}

  record Comments(List<Comment> items) {}

  @POST
  @ResponseStatus(201)
  @Answers(Route.COMMENT_CHANGE_REQUEST)
  public Comment comment(
      @PathParam("id") String id, @Nullable Remark body, @Context RoutingContext context) {
    return approvals.comment(
        Ids.existing("change request", id),
        Body.required("text", Body.of(body).text()),
        Callers.actor(context));
  }

  @GET
  @Answers(Route.LIST_COMMENTS)
  public Comments comments(@PathParam("id") String id) {
    return new Comments(
        approvals.comments(changes.load(Ids.existing("change request", id)).proposal().id()));
  }
}
