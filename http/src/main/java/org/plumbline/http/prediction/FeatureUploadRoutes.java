package org.plumbline.http.prediction;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.plumbline.deployment.online.FeatureSnapshot;
import org.plumbline.deployment.online.OnlineFeatures;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.BodyStream;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.StreamedRoute;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.Registry;

/** Takes snapshots of features as streams: CSV, JSON lines or Parquet, known by their bytes. */
@Singleton
public final class FeatureUploadRoutes {
  private static final long MOST_BYTES = 1L << 30;

  private final ModelReader models;
  private final Registry registry;
  private final OnlineFeatures features;
  private final ObjectMapper json;

  public FeatureUploadRoutes(
      ModelReader models, Registry registry, OnlineFeatures features, ObjectMapper json) {
    this.models = models;
    this.registry = registry;
    this.features = features;
    this.json = json;
  }

  void register(@Observes Router router) {
    StreamedRoute.add(router, Route.PUBLISH_FEATURES, 201, json, this::publish);
  }

  @Answers(Route.PUBLISH_FEATURES)
  FeatureSnapshot publish(RoutingContext context, BodyStream body) {
    Instant asOf = Query.time("asOf", Query.text(context.request().getParam("asOf")));
    VersionId version = models.meant(context.pathParam("model"), null);
    Path file = kept(body);
    try {
      return features.publish(
          version.model(), registry.load(version).contract(), file, asOf, Callers.actor(context));
    } finally {
      remove(file);
    }
  }

  /** A file, as Parquet is read from its end. */
  private static Path kept(BodyStream body) {
    Path file = null;
    boolean whole = false;
    try {
      file = Files.createTempFile("plumbline-features", null);
      try (OutputStream out = Files.newOutputStream(file)) {
        copy(body, out);
      }
      whole = true;
      return file;
    } catch (IOException broken) {
      throw PlumblineException.of(
          ErrorCode.BAD_REQUEST, "The snapshot did not come to its end: send it again", broken);
    } finally {
      if (file != null && !whole) {
        remove(file);
      }
    }
  }

  private static void copy(BodyStream body, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      bytes += read;
      if (bytes > MOST_BYTES) {
        throw PlumblineException.of(
            ErrorCode.BODY_TOO_LARGE,
            "The snapshot is larger than 1 GiB: publish it in parts, or with 'plumbline features publish'");
      }
      out.write(buffer, 0, read);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot remove " + file, failure);
    }
  }
}
