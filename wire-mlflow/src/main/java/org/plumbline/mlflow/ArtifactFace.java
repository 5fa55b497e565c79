package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.http.entrance.BodyStream;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.SideEntrance;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunUploads;
import org.plumbline.registry.tracking.Tracking;

/**
 * The artefact proxy: gives and takes the files of runs as streams, so that clients need no key of
 * the store behind.
 */
@Singleton
public final class ArtifactFace {
  /** After the entrance, before the framework's limit of bodies. */
  private static final int ORDER = -500;

  private static final String FILES = "artifacts";
  private static final int BUFFER = 1 << 16;
  private static final Exchanges.Guard READ = new Exchanges.Guard(Permission.MODEL_READ, "");
  private static final Exchanges.Guard WRITE =
      new Exchanges.Guard(Permission.MODEL_WRITE, "run.artifact-logged");
  private static final Exchanges.Guard REMOVE =
      new Exchanges.Guard(Permission.MODEL_WRITE, "run.artifacts-removed");
  private static final Logger LOG = Logger.getLogger(ArtifactFace.class);

  private final SideEntrance entrance;
  private final Exchanges exchanges;
  private final Tracking tracking;
  private final RunFiles files;
  private final UploadAnswers uploads;

  public ArtifactFace(
      SideEntrance entrance, Tracking tracking, RunFiles files, RunUploads uploads) {
    this.entrance = entrance;
    this.exchanges = new Exchanges(entrance);
    this.tracking = tracking;
    this.files = files;
    this.uploads = new UploadAnswers(tracking, uploads);
  }

  void register(@Observes Router router) {
    for (String api : new String[] {SideEntrance.PREFIX, "/ajax-api/2.0/"}) {
      String prefix = api + "mlflow-artifacts/";
      router
          .route(prefix + "*")
          .order(ORDER)
          .handler(context -> take(context, context.normalizedPath().substring(prefix.length())));
    }
    router.get("/get-artifact").order(ORDER).handler(this::giveByRun);
  }

  private void take(RoutingContext context, String path) {
    String method = context.request().method().name();
    boolean root = path.equals(FILES) || path.equals(FILES + "/");
    if (root && method.equals("GET")) {
      exchanges.answer(context, READ, (caller, body) -> list(context));
    } else if (path.startsWith(UploadAnswers.PARTS) && method.equals("PUT")) {
      stream(context, WRITE, body -> uploads.keep(context, path, body));
    } else if (uploads.answers(path) && method.equals("POST")) {
      exchanges.answer(context, WRITE, (caller, body) -> uploads.answer(context, path, body));
    } else if (root || !path.startsWith(FILES + "/")) {
      exchanges.refuse(context, MlflowError.noEndpoint(method, context.normalizedPath()));
    } else {
      file(context, method, path.substring(FILES.length() + 1));
    }
  }

  private void file(RoutingContext context, String method, String path) {
    switch (method) {
      case "GET" -> give(context, () -> open(ArtifactPath.ofAddress(path, tracking)));
      case "PUT" -> keep(context, path);
      case "DELETE" -> exchanges.answer(context, REMOVE, (caller, body) -> remove(context, path));
      default ->
          exchanges.refuse(context, MlflowError.noEndpoint(method, context.normalizedPath()));
    }
  }

  private Exchanges.Reply list(RoutingContext context) {
    var directory = ArtifactPath.of(text(context, "path"), tracking);
    ObjectNode answer = Views.object();
    ArrayNode found = answer.putArray("files");
    ArtifactAnswers.each(
        tracking, directory.run(), directory.path(), entry -> found.add(view(entry)));
    return Exchanges.Reply.json(answer);
  }

  private static ObjectNode view(RunEntry entry) {
    String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
    return ArtifactAnswers.file(name, ArtifactAnswers.size(entry));
  }

  private Exchanges.Reply remove(RoutingContext context, String path) {
    var file = ArtifactPath.ofAddress(path, tracking);
    files.remove(file.run(), file.path(), Callers.actor(context));
    return Exchanges.Reply.json(Views.object());
  }

  private void keep(RoutingContext context, String path) {
    stream(
        context,
        WRITE,
        body -> {
          entrance.admit(context, WRITE.permission());
          var file = ArtifactPath.ofAddress(path, tracking);
          files.keep(file.run(), file.path(), body, Optional.empty(), Callers.actor(context));
          return Exchanges.Reply.json(Views.object());
        });
  }

  private void stream(
      RoutingContext context, Exchanges.Guard guard, Function<InputStream, Exchanges.Reply> work) {
    BodyStream body = BodyStream.of(context.request(), context.vertx());
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          Exchanges.Reply reply = replied(context, guard, work, body);
          loop.runOnContext(_ -> Exchanges.send(context, reply));
        });
  }

  private Exchanges.Reply replied(
      RoutingContext context,
      Exchanges.Guard guard,
      Function<InputStream, Exchanges.Reply> work,
      BodyStream body) {
    try (body) {
      return work.apply(body);
    } catch (RuntimeException failure) {
      return exchanges.refused(context, guard, failure);
    }
  }

  private void giveByRun(RoutingContext context) {
    give(
        context,
        () -> {
          String run = text(context, "run_id");
          return files.open(
              new RunId(run.isEmpty() ? text(context, "run_uuid") : run), text(context, "path"));
        });
  }

  private RunFiles.Content open(ArtifactPath file) {
    return files.open(file.run(), file.path());
  }

  private void give(RoutingContext context, Supplier<RunFiles.Content> file) {
    Context loop = context.vertx().getOrCreateContext();
    context.request().resume();
    Thread.startVirtualThread(
        () -> {
          Exchanges.Reply refused = given(context, file);
          if (refused != null) {
            loop.runOnContext(_ -> Exchanges.send(context, refused));
          }
        });
  }

  /** Sends the file, or says why nothing was sent. */
  private Exchanges.@Nullable Reply given(RoutingContext context, Supplier<RunFiles.Content> file) {
    RunFiles.Content content;
    try {
      entrance.admit(context, READ.permission());
      content = file.get();
    } catch (RuntimeException failure) {
      return exchanges.refused(context, READ, failure);
    }
    try (InputStream bytes = content.bytes()) {
      send(context.response(), content.file().bytes(), bytes);
    } catch (IOException | RuntimeException failure) {
      // The answer has begun: that it is not whole shows only in its being cut off.
      LOG.errorf(failure, "%s was cut off", context.normalizedPath());
      context.request().connection().close();
    }
    return null;
  }

  private static void send(HttpServerResponse response, long length, InputStream bytes)
      throws IOException {
    response
        .putHeader("Content-Type", "application/octet-stream")
        .putHeader("Content-Disposition", "attachment")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Length", Long.toString(length));
    byte[] buffer = new byte[BUFFER];
    int read = bytes.read(buffer);
    while (read >= 0) {
      if (read > 0) {
        await(response.write(Buffer.buffer().appendBytes(buffer, 0, read)));
      }
      read = bytes.read(buffer);
    }
    await(response.end());
  }

  private static void await(io.vertx.core.Future<Void> sent) throws IOException {
    try {
      sent.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException gone) {
      throw new IOException("The client has gone", gone);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("The sending was interrupted", interrupted);
    }
  }

  private static String text(RoutingContext context, String name) {
    String value = context.request().getParam(name);
    return value == null ? "" : value;
  }
}
