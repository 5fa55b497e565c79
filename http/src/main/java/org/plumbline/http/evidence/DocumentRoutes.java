package org.plumbline.http.evidence;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.Documents;

/** Lists and gives the documents of a model; {@link DocumentUploadRoutes} takes them. */
@Path("/api/v1/models/{model}/documents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class DocumentRoutes {
  private final ModelReader models;
  private final Documents documents;

  public DocumentRoutes(ModelReader models, Documents documents) {
    this.models = models;
    this.documents = documents;
  }

  record DocumentList(List<View> items) {}

  /** A document on the wire. */
  record View(
      UUID id,
      @Nullable Integer version,
      String kind,
      String kindTitle,
      String title,
      String sha256,
      long bytes,
      String mediaType,
      String by,
      Instant at) {
    static View of(Document document) {
      VersionNumber version = document.subject().version();
      return new View(
          document.id(),
          version == null ? null : version.value(),
          document.kind().wireName(),
          document.kind().title(),
          document.title(),
          document.content().hex(),
          document.bytes(),
          document.mediaType(),
          document.by(),
          document.at());
    }
  }

  @GET
  @Answers(Route.LIST_DOCUMENTS)
  public DocumentList list(@PathParam("model") String model) {
    return new DocumentList(documents.list(models.existing(model)).stream().map(View::of).toList());
  }

  @GET
  @Path("/{document}")
  @Produces(MediaType.WILDCARD)
  @Answers(Route.DOWNLOAD_DOCUMENT)
  public Response download(
      @PathParam("model") String model, @PathParam("document") String document) {
    Documents.Content content = documents.open(models.existing(model), id(document));
    // Never shown in place: it is whatever somebody has attached.
    return Response.ok(content.bytes())
        .type(content.document().mediaType())
        .header("Content-Length", content.document().bytes())
        .header("Content-Disposition", "attachment; filename=\"" + content.document().id() + "\"")
        .build();
  }

  private static UUID id(String document) {
    try {
      return UUID.fromString(document);
    } catch (IllegalArgumentException _) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no document " + document);
    }
  }
}
