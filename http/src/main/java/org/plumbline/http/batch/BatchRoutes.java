package org.plumbline.http.batch;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.batch.BatchForm;
import org.plumbline.deployment.batch.BatchJob;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;

/** Tells of batches, ends them and gives their files; {@link BatchSubmitRoutes} takes them. */
@Path("/api/v1/models/{model}/batches")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class BatchRoutes {
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final BatchJobs jobs;

  public BatchRoutes(BatchJobs jobs) {
    this.jobs = jobs;
  }

  record Page(List<BatchView> items, @Nullable String next) {}

  @GET
  @Answers(Route.LIST_BATCHES)
  public Page list(
      @PathParam("model") String model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int most = Query.limit(limit);
    String from = Query.text(after);
    List<BatchJob> found =
        jobs.list(
            new ModelName(model),
            from == null
                ? null
                : parsed(from).orElseThrow(() -> Query.invalid("after", from, "a batch's id")),
            most + 1);
    boolean more = found.size() > most;
    List<BatchJob> page = more ? found.subList(0, most) : found;
    return new Page(
        page.stream().map(BatchView::of).toList(), more ? page.getLast().id().toString() : null);
  }

  @GET
  @Path("/{batch}")
  @Answers(Route.FIND_BATCH)
  public BatchView find(@PathParam("model") String model, @PathParam("batch") String batch) {
    return BatchView.of(jobs.load(new ModelName(model), id(batch)));
  }

  @POST
  @Path("/{batch}/cancellation")
  @Answers(Route.CANCEL_BATCH)
  public BatchView cancel(
      @PathParam("model") String model,
      @PathParam("batch") String batch,
      @Context RoutingContext context) {
    return BatchView.of(jobs.cancel(new ModelName(model), id(batch), Callers.actor(context)));
  }

  @GET
  @Path("/{batch}/result")
  @Produces(MediaType.WILDCARD)
  @Answers(Route.DOWNLOAD_BATCH)
  public Response result(
      @PathParam("model") String model,
      @PathParam("batch") String batch,
      @HeaderParam("Range") @Nullable String range) {
    var name = new ModelName(model);
    java.nio.file.Path file = jobs.result(name, id(batch));
    return part(file, jobs.load(name, id(batch)).order().output(), model, range);
  }

  @GET
  @Path("/{batch}/rejects")
  @Produces(MediaType.WILDCARD)
  @Answers(Route.DOWNLOAD_BATCH_REJECTS)
  public Response rejects(
      @PathParam("model") String model,
      @PathParam("batch") String batch,
      @HeaderParam("Range") @Nullable String range) {
    java.nio.file.Path file = jobs.rejects(new ModelName(model), id(batch));
    return part(file, BatchForm.CSV, model + "-refused", range);
  }

  private static Response part(
      java.nio.file.Path file, BatchForm form, String name, @Nullable String asked) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + file, failure);
    }
    Optional<FileRange> range = FileRange.of(asked, size);
    if (range.isEmpty()) {
      return Response.status(RANGE_NOT_SATISFIABLE)
          .header("Content-Range", "bytes */" + size)
          .build();
    }
    FileRange part = range.get();
    Response.ResponseBuilder answer =
        Response.status(part.isWhole(size) ? 200 : 206)
            .entity(new PathPart(file, part.from(), part.bytes()))
            .type(form.mediaType())
            .header("Accept-Ranges", "bytes")
            .header(
                "Content-Disposition",
                "attachment; filename=\"" + name + "." + form.suffix() + "\"");
    return part.isWhole(size)
        ? answer.build()
        : answer.header("Content-Range", part.contentRange(size)).build();
  }

  private static UUID id(String text) {
    return parsed(text).orElseThrow(() -> BatchJobs.absent(text));
  }

  private static Optional<UUID> parsed(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
