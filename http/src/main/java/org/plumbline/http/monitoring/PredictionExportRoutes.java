package org.plumbline.http.monitoring;

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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.log.PredictionExport;

/** Hands a span of the prediction log out as a file. */
@Path("/api/v1/models/{model}/prediction-export")
@RunOnVirtualThread
public final class PredictionExportRoutes {
  private final ModelReader models;
  private final PredictionExport exports;
  private final InstantSource clock;

  public PredictionExportRoutes(ModelReader models, PredictionExport exports, InstantSource clock) {
    this.models = models;
    this.exports = exports;
    this.clock = clock;
  }

  private enum Format {
    PARQUET,
    CSV,
    JSONL;

    String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A file is made whole before its first byte leaves, so that half of one is never taken for it.
   */
  @GET
  @Produces(MediaType.WILDCARD)
  @Answers(Route.EXPORT_PREDICTIONS)
  public Response export(
      @PathParam("model") String model,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("format") @Nullable String format,
      @Context RoutingContext context)
      throws IOException {
    ModelName name = models.existing(model);
    Instant begin = Body.required("from", Query.time("from", from));
    Instant end = Query.time("to", to);
    Format wanted = Query.choice("format", format, Format.class);
    String suffix = (wanted == null ? Format.PARQUET : wanted).suffix();
    java.nio.file.Path directory = Files.createTempDirectory("plumbline-export-");
    java.nio.file.Path file = directory.resolve("predictions." + suffix);
    boolean made = false;
    try {
      var order =
          new PredictionExport.Order(name, begin, end == null ? clock.instant() : end, file);
      exports.export(order, Callers.actor(context), (share, rows) -> {});
      made = true;
    } finally {
      if (!made) {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    }
    StreamingOutput bytes =
        out -> {
          try {
            Files.copy(file, out);
          } finally {
            Files.delete(file);
            Files.delete(directory);
          }
        };
    return Response.ok(bytes)
        .type(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            "Content-Disposition",
            "attachment; filename=\"%s-predictions.%s\"".formatted(name, suffix))
        .build();
  }
}
