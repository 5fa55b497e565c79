package org.plumbline.http.tracking;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.BodyStream;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.StreamedRoute;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.tracking.RunFiles;

/** Takes the files of runs as streams. */
@Singleton
public final class RunUploadRoutes {
  private static final Pattern SHA_256 = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");

  private final RunFiles files;
  private final ObjectMapper json;

  public RunUploadRoutes(RunFiles files, ObjectMapper json) {
    this.files = files;
    this.json = json;
  }

  void register(@Observes Router router) {
    StreamedRoute.add(router, Route.UPLOAD_RUN_FILE, 200, json, this::upload);
  }

  @Answers(Route.UPLOAD_RUN_FILE)
  RunViews.Artifact upload(RoutingContext context, BodyStream body) {
    return RunViews.Artifact.of(
        files.keep(
            RunRoutes.existing(context.pathParam("id")),
            Body.required("path", Query.text(context.request().getParam("path"))),
            body,
            told(context.request().getHeader("Content-Digest")),
            Callers.actor(context)));
  }

  private static Optional<ContentHash> told(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher digest = SHA_256.matcher(header);
    if (!digest.matches()) {
      throw Query.invalid("Content-Digest", header, "sha-256=:<base 64>:");
    }
    byte[] hash = Base64.getDecoder().decode(digest.group(1));
    return Optional.of(new ContentHash(HexFormat.of().formatHex(hash)));
  }
}
