package org.plumbline.http.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditPage;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.ChainVerification;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Query;

/** Reads the audit trail. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class AuditRoutes {
  private final AuditTrail audit;

  public AuditRoutes(AuditTrail audit) {
    this.audit = audit;
  }

  record Page(List<Entry> items, @Nullable String next) {}

  record Entry(
      long sequence,
      Instant at,
      String actor,
      String action,
      String objectKind,
      String objectId,
      SortedMap<String, String> before,
      SortedMap<String, String> after,
      @Nullable String reason,
      @Nullable String requestId,
      @Nullable String address,
      String hash) {
    static Entry of(AuditEntry entry) {
      AuditEvent event = entry.event();
      return new Entry(
          entry.sequence(),
          entry.at(),
          event.actor().username(),
          event.action(),
          event.objectKind(),
          event.objectId(),
          event.before(),
          event.after(),
          event.reason(),
          event.actor().requestId(),
          event.actor().address(),
          entry.hash().hex());
    }
  }

  record Verification(
      boolean valid, long entries, @Nullable Long firstBroken, String detail, Instant checkedAt) {
    static Verification of(ChainVerification found) {
      return new Verification(
          found.valid(),
          found.entries(),
          found.firstBroken().isPresent() ? found.firstBroken().getAsLong() : null,
          found.detail(),
          found.checkedAt());
    }
  }

  @GET
  @Path("/entries")
  @Answers(Route.LIST_AUDIT_ENTRIES)
  public Page entries(
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("action") @Nullable String action,
      @QueryParam("object") @Nullable String object,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    AuditPage page =
        audit.list(
            new AuditQuery(
                Query.text(actor),
                Query.text(action),
                Query.text(object),
                Query.time("from", from),
                Query.time("to", to),
                Query.limit(limit),
                sequence(after)));
    return new Page(
        page.entries().stream().map(Entry::of).toList(),
        page.next().isPresent() ? Long.toString(page.next().getAsLong()) : null);
  }

  @GET
  @Path("/verification")
  @Answers(Route.VERIFY_AUDIT)
  public Verification verification() {
    return Verification.of(audit.verify());
  }

  private static @Nullable Long sequence(@Nullable String after) {
    String text = Query.text(after);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      throw Query.invalid("after", text, "the 'next' of the page before");
    }
  }
}
