package org.plumbline.http.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditPage;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Reads the audit trail. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class AuditRoutes {
  private final AuditTrail audit;

  public AuditRoutes(AuditTrail audit) {
    this.audit = audit;
  }

  @GET
  @Path("/entries")
  @Answers(Route.LIST_AUDIT_ENTRIES)
  public AuditViews.Page entries(@Context RoutingContext context) {
    var parameters = context.request().params();
    AuditPage page =
        audit.list(
            new AuditQuery(
                Filters.of(parameters),
                Query.limit(parameters.get("limit")),
                sequence("after", Query.text(parameters.get("after")))));
    return new AuditViews.Page(
        page.entries().stream().map(AuditViews.Entry::of).toList(),
        page.next().isPresent() ? Long.toString(page.next().getAsLong()) : null);
  }

  @GET
  @Path("/entries/{sequence}")
  @Answers(Route.FIND_AUDIT_ENTRY)
  public AuditViews.Entry entry(@PathParam("sequence") String sequence) {
    return audit
        .find(number(sequence))
        .map(AuditViews.Entry::of)
        .orElseThrow(
            () ->
                PlumblineException.of(ErrorCode.NOT_FOUND, "There is no audit entry " + sequence));
  }

  @GET
  @Path("/verification")
  @Answers(Route.VERIFY_AUDIT)
  public AuditViews.Verification verification() {
    return AuditViews.Verification.of(audit.verify());
  }

  /** The number of an entry in a path; what is none names no entry. */
  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no audit entry " + text);
    }
  }

  static @Nullable Long sequence(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      throw Query.invalid(name, text, "the 'next' of the page before");
    }
  }
}
