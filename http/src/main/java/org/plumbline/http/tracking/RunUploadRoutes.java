package org.plumbline.http.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Attempt;
import org.plumbline.http.entrance.BodyStream;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.RequestIds;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunFiles;

/**
 * Takes the files of runs as streams. No resource of the framework: that would hold the body back
 * to the limit of all others.
 */
@Singleton
public final class RunUploadRoutes {
  /** After the entrance, before the framework's limit of bodies. */
  private static final int ORDER = -500;

  private static final Pattern SHA_256 = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");
  private static final Logger LOG = Logger.getLogger(RunUploadRoutes.class);

  private final RunFiles files;
  private final ObjectMapper json;

  public RunUploadRoutes(RunFiles files, ObjectMapper json) {
    this.files = files;
    this.json = json;
  }

  void register(@Observes Router router) {
    router
        .put(Route.UPLOAD_RUN_FILE.path().replace("{id}", ":id"))
        .order(ORDER)
        .handler(this::upload);
  }

  @Answers(Route.UPLOAD_RUN_FILE)
  void upload(RoutingContext context) {
    BodyStream body = BodyStream.of(context.request(), context.vertx());
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          Answer answer = answer(context, body);
          loop.runOnContext(_ -> send(context, answer));
        });
  }

  private record Answer(int status, String type, byte[] body) {}

  private Answer answer(RoutingContext context, BodyStream body) {
    try (body) {
      RunArtifact kept =
          files.keep(
              RunRoutes.existing(context.pathParam("id")),
              Body.required("path", Query.text(context.request().getParam("path"))),
              body,
              told(context.request().getHeader("Content-Digest")),
              Callers.actor(context));
      return new Answer(
          200, "application/json", json.writeValueAsBytes(RunViews.Artifact.of(kept)));
    } catch (JsonProcessingException | RuntimeException failure) {
      Problem problem = Problems.of(failure);
      if (problem.status() >= 500) {
        LOG.errorf(failure, "Upload %s failed", RequestIds.of(context));
      }
      Attempt.refused(context, problem);
      return new Answer(
          problem.status(), Problem.MEDIA_TYPE, problem.toJson(RequestIds.of(context)));
    }
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

  private static void send(RoutingContext context, Answer answer) {
    if (!context.response().ended() && !context.response().closed()) {
      context
          .response()
          .setStatusCode(answer.status())
          .putHeader("Content-Type", answer.type())
          .end(Buffer.buffer(answer.body()));
    }
  }
}
