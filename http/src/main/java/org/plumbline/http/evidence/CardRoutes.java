package org.plumbline.http.evidence;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Dossier;
import org.plumbline.governance.evidence.Dossiers;
import org.plumbline.governance.evidence.RuleBook;
import org.plumbline.governance.evidence.RuleBooks;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.document.Documents;

/** Gives the model card of a version, what rule books ask of it, and the pack for an auditor. */
@Path("/api/v1/models/{model}/versions/{version}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class CardRoutes {
  private final Dossiers dossiers;
  private final Documents documents;
  private final VersionSigner signer;
  private final AuditTrail audit;
  private final Transactions transactions;

  public CardRoutes(
      Dossiers dossiers,
      Documents documents,
      VersionSigner signer,
      AuditTrail audit,
      Transactions transactions) {
    this.dossiers = dossiers;
    this.documents = documents;
    this.signer = signer;
    this.audit = audit;
    this.transactions = transactions;
  }

  record Reports(String model, int version, List<Report> books) {}

  record Report(
      String id, String title, String source, long met, int total, List<RuleBook.Answer> articles) {
    static Report of(RuleBook.Report report) {
      return new Report(
          report.book(),
          report.title(),
          report.source(),
          report.met(),
          report.articles().size(),
          report.articles());
    }
  }

  /** What a card is written as. */
  enum Format {
    MARKDOWN("text/markdown;charset=UTF-8", "md"),
    HTML("text/html;charset=UTF-8", "html"),
    PDF("application/pdf", "pdf"),
    JSON("application/json", "json");

    private final String mediaType;
    private final String suffix;

    Format(String mediaType, String suffix) {
      this.mediaType = mediaType;
      this.suffix = suffix;
    }
  }

  @GET
  @Path("/evidence")
  @Answers(Route.VERSION_EVIDENCE)
  public Reports evidence(@PathParam("model") String model, @PathParam("version") String version) {
    Dossier dossier = dossiers.of(id(model, version));
    return new Reports(
        model,
        dossier.version().number().value(),
        RuleBooks.all().stream().map(book -> Report.of(book.report(dossier))).toList());
  }

  @GET
  @Path("/card")
  @Produces(MediaType.WILDCARD)
  @Answers(Route.MODEL_CARD)
  public Response card(
      @PathParam("model") String model,
      @PathParam("version") String version,
      @QueryParam("format") @Nullable String format) {
    Dossier dossier = dossiers.of(id(model, version));
    Format wanted = Query.choice("format", Query.text(format), Format.class);
    Format form = wanted == null ? Format.MARKDOWN : wanted;
    return file(
        written(dossier, form),
        form.mediaType,
        "%s-v%s.%s".formatted(model, dossier.version().number(), form.suffix));
  }

  private static byte[] written(Dossier dossier, Format form) {
    Card card = Card.of(dossier);
    try {
      return switch (form) {
        case MARKDOWN -> MarkdownCard.of(card).getBytes(StandardCharsets.UTF_8);
        case HTML -> HtmlCard.of(card).getBytes(StandardCharsets.UTF_8);
        case PDF -> PdfPage.of(HtmlCard.of(card));
        case JSON -> EvidencePack.json(withoutPeople(dossier));
      };
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Who did what stands in the pack, which takes the permission to read the audit trail. */
  private static Map<String, Object> withoutPeople(Dossier dossier) {
    var tree = new LinkedHashMap<>(dossier.tree());
    tree.remove("audit");
    return tree;
  }

  @GET
  @Path("/evidence-diff")
  @Answers(Route.COMPARE_EVIDENCE)
  public EvidenceDiff diff(
      @PathParam("model") String model,
      @PathParam("version") String version,
      @QueryParam("against") @Nullable String against) {
    Dossier before = dossiers.of(id(model, Body.required("against", Query.text(against))));
    Dossier after = dossiers.of(id(model, version));
    return EvidenceDiff.of(
        before.version().toString(),
        withoutPeople(before),
        after.version().toString(),
        withoutPeople(after));
  }

  @GET
  @Path("/evidence-pack")
  @Produces(MediaType.WILDCARD)
  @Answers(Route.EXPORT_EVIDENCE)
  public Response pack(
      @PathParam("model") String model,
      @PathParam("version") String version,
      @QueryParam("book") @Nullable String wanted,
      @Context RoutingContext context)
      throws IOException {
    RuleBook book = RuleBooks.named(Body.required("book", Query.text(wanted)));
    Dossier dossier = dossiers.of(id(model, version));
    ModelName name = dossier.version().model();
    byte[] pack =
        EvidencePack.bytes(
            dossier, book, document -> documents.open(name, document.id()).bytes(), signer);
    // The entry is about the pack and not about the version, which it would change otherwise.
    transactions.run(
        tx ->
            audit.append(
                tx,
                AuditEvent.of(
                        Callers.actor(context),
                        "evidence.exported",
                        "evidence",
                        "%s, %s".formatted(dossier.version(), book.id()))
                    .after(Map.of("sha256", ContentHash.of(pack).hex()))));
    return file(pack, "application/zip", EvidencePack.fileName(dossier, book));
  }

  private static Response file(byte[] bytes, String mediaType, String name) {
    return Response.ok(bytes)
        .type(mediaType)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  private static VersionId id(String model, String version) {
    try {
      return new VersionId(new ModelName(model), new VersionNumber(Integer.parseInt(version)));
    } catch (NumberFormatException _) {
      throw PlumblineException.of(
          ErrorCode.NOT_FOUND, "There is no version '%s' of %s".formatted(version, model));
    }
  }
}
