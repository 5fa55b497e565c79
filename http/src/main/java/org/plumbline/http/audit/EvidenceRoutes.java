package org.plumbline.http.audit;

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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditExport;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.Erasure;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.EntityErasure;
import org.plumbline.verifier.Checkpoint;

/** What an auditor takes home, and what a person may ask to be forgotten. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EvidenceRoutes {
  private final AuditEvidence evidence;
  private final AuditTrail audit;
  private final Transactions transactions;
  private final Erasure erasure;
  private final EntityErasure entities;
  private final Verifications verifications;

  public EvidenceRoutes(
      AuditEvidence evidence,
      AuditTrail audit,
      Transactions transactions,
      Erasure erasure,
      EntityErasure entities,
      InstantSource clock) {
    this.evidence = evidence;
    this.audit = audit;
    this.transactions = transactions;
    this.erasure = erasure;
    this.entities = entities;
    this.verifications = new Verifications(audit, clock);
  }

  @GET
  @Path("/entries/{sequence}/proof")
  @Answers(Route.PROVE_AUDIT_ENTRY)
  public AuditViews.Inclusion proof(@PathParam("sequence") String sequence) {
    return AuditViews.Inclusion.of(evidence.inclusion(AuditRoutes.number(sequence)));
  }

  @GET
  @Path("/checkpoints")
  @Answers(Route.LIST_CHECKPOINTS)
  public AuditViews.CheckpointPage checkpoints(
      @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
    int most = Query.limit(limit);
    List<Checkpoint> found =
        evidence.checkpoints(most + 1, AuditRoutes.sequence("after", Query.text(after)));
    boolean more = found.size() > most;
    List<Checkpoint> page = more ? found.subList(0, most) : found;
    return new AuditViews.CheckpointPage(
        page.stream().map(AuditViews.Signed::of).toList(),
        more ? Long.toString(page.getLast().number()) : null);
  }

  @GET
  @Path("/consistency")
  @Answers(Route.PROVE_CONSISTENCY)
  public AuditViews.Consistency consistency(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    return AuditViews.Consistency.of(evidence.consistency(size("from", from), size("to", to)));
  }

  private static long size(String name, @Nullable String value) {
    try {
      return Long.parseLong(Body.required(name, Query.text(value)));
    } catch (NumberFormatException _) {
      throw Query.invalid(name, value, "the size of a checkpoint");
    }
  }

  @GET
  @Path("/keys")
  @Answers(Route.LIST_AUDIT_KEYS)
  public AuditViews.Keys keys() {
    return new AuditViews.Keys(evidence.keys().stream().map(AuditViews.Key::of).toList());
  }

  @GET
  @Path("/export")
  @Produces(MediaType.WILDCARD)
  @Answers(Route.EXPORT_AUDIT)
  public Response export(
      @QueryParam("format") @Nullable String format, @Context RoutingContext context) {
    var wanted =
        new AuditExport(
            Filters.of(context.request().params()),
            AuditExport.Format.of(Body.required("format", Query.text(format))));
    String kind = wanted.format().name().toLowerCase(Locale.ROOT);
    transactions.run(
        tx ->
            audit.append(
                tx,
                AuditEvent.of(Callers.actor(context), "audit.export", "audit", "entries")
                    .after(Map.of("format", kind))));
    StreamingOutput lines = out -> evidence.export(wanted, out);
    return Response.ok(lines)
        .type(wanted.format().mediaType())
        .header(
            "Content-Disposition",
            "attachment; filename=\"audit." + wanted.format().suffix() + "\"")
        .build();
  }

  @POST
  @Path("/verifications")
  @Answers(Route.START_VERIFICATION)
  public Response verify() {
    return Response.status(Response.Status.ACCEPTED)
        .entity(AuditViews.VerificationRun.of(verifications.start()))
        .build();
  }

  @GET
  @Path("/verifications/{id}")
  @Answers(Route.FIND_VERIFICATION)
  public AuditViews.VerificationRun verification(@PathParam("id") String id) {
    return AuditViews.VerificationRun.of(
        verifications
            .find(uuid(id))
            .orElseThrow(
                () ->
                    PlumblineException.of(
                        ErrorCode.NOT_FOUND,
                        "There is no verification %s any more: start another".formatted(id))));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no verification " + id);
    }
  }

  @POST
  @Path("/erasures")
  @Answers(Route.ERASE_SUBJECT)
  public AuditViews.Erased erase(
      AuditViews.@Nullable ErasureRequest body, @Context RoutingContext context) {
    AuditViews.ErasureRequest request = Body.of(body);
    String reason = Body.required("reason", Query.text(request.reason()));
    String entity = Query.text(request.entity());
    if (entity != null) {
      if (request.subject() != null) {
        throw Query.invalid("entity", entity, "absent where a subject is named, one at a time");
      }
      return entities
          .erase(entity, Callers.actor(context), reason)
          .map(erased -> new AuditViews.Erased(null, 0, erased.memberships(), erased.features()))
          .orElseThrow(() -> unknown("entity", "kept about", entity));
    }
    String subject = Body.required("subject", Query.text(request.subject()));
    return erasure
        .erase(subject, Callers.actor(context), reason)
        .map(erased -> new AuditViews.Erased(erased.pseudonym(), erased.inTheClear(), 0, 0))
        .orElseThrow(() -> unknown("subject", "sealed for", subject));
  }

  private static PlumblineException unknown(String field, String kept, String name) {
    return PlumblineException.of(
            ErrorCode.NOT_FOUND,
            "Nothing is %s '%s': the name is wrong, or was erased before".formatted(kept, name))
        .with("field", field);
  }
}
