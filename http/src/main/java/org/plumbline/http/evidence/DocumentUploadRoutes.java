package org.plumbline.http.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.BodyStream;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.StreamedRoute;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Subject;
import org.plumbline.registry.document.DocumentKind;
import org.plumbline.registry.document.Documents;

/** Takes documents, which may be larger than other bodies. */
@Singleton
public final class DocumentUploadRoutes {
  private final Documents documents;
  private final ObjectMapper json;

  public DocumentUploadRoutes(Documents documents, ObjectMapper json) {
    this.documents = documents;
    this.json = json;
  }

  void register(@Observes Router router) {
    StreamedRoute.add(router, Route.ATTACH_DOCUMENT, 201, json, this::attach);
  }

  @Answers(Route.ATTACH_DOCUMENT)
  DocumentRoutes.View attach(RoutingContext context, BodyStream body) {
    OptionalInt version = Query.number("version", parameter(context, "version"));
    var subject =
        new Subject(
            new ModelName(context.pathParam("model")),
            version.isPresent() ? new VersionNumber(version.getAsInt()) : null);
    String type = context.request().getHeader("Content-Type");
    var draft =
        new Documents.Draft(
            subject,
            DocumentKind.named(Body.required("kind", parameter(context, "kind"))),
            Body.required("title", parameter(context, "title")),
            type == null ? "" : type,
            read(body));
    return DocumentRoutes.View.of(documents.attach(draft, Callers.actor(context)));
  }

  private static byte[] read(BodyStream body) {
    try {
      return body.readNBytes(Documents.MOST_BYTES + 1);
    } catch (IOException broken) {
      throw PlumblineException.of(
          ErrorCode.BAD_REQUEST, "The document did not come to its end: send it again", broken);
    }
  }

  private static @Nullable String parameter(RoutingContext context, String name) {
    return Query.text(context.request().getParam(name));
  }
}
