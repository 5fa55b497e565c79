package org.plumbline.http.tracking;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunEntryPage;
import org.plumbline.registry.tracking.RunFiles;

/** Lists, gives and removes the files of runs; {@link RunUploadRoutes} takes them. */
@Path("/api/v1/runs/{id}/artifacts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RunFileRoutes {
  private final RunFiles files;

  public RunFileRoutes(RunFiles files) {
    this.files = files;
  }

  record Page(List<Entry> items, @Nullable String next) {
    static Page of(RunEntryPage page) {
      return new Page(page.entries().stream().map(Entry::of).toList(), page.next().orElse(null));
    }
  }

  record Entry(String path, boolean directory, RunViews.@Nullable Artifact file) {
    static Entry of(RunEntry entry) {
      RunArtifact file = entry.file();
      return new Entry(
          entry.path(), entry.isDirectory(), file == null ? null : RunViews.Artifact.of(file));
    }
  }

  @GET
  @Answers(Route.LIST_RUN_FILES)
  public Page list(
      @PathParam("id") String id,
      @QueryParam("path") @Nullable String path,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    String directory = Query.text(path);
    return Page.of(
        files.list(
            RunRoutes.existing(id),
            directory == null ? "" : directory,
            Query.limit(limit),
            Query.text(after)));
  }

  @GET
  @Path("/content")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Answers(Route.DOWNLOAD_RUN_FILE)
  public Response download(@PathParam("id") String id, @QueryParam("path") @Nullable String path) {
    RunFiles.Content content =
        files.open(RunRoutes.existing(id), Body.required("path", Query.text(path)));
    RunArtifact file = content.file();
    return Response.ok(content.bytes())
        .header("Content-Length", file.bytes())
        .header("Content-Disposition", disposition(file))
        .header("Repr-Digest", digest(file))
        .build();
  }

  @DELETE
  @Answers(Route.REMOVE_RUN_FILES)
  public void remove(
      @PathParam("id") String id,
      @QueryParam("path") @Nullable String path,
      @Context RoutingContext context) {
    files.remove(
        RunRoutes.existing(id), Body.required("path", Query.text(path)), Callers.actor(context));
  }

  private static String disposition(RunArtifact file) {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return "attachment; filename*=UTF-8''"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String digest(RunArtifact file) {
    byte[] hash = HexFormat.of().parseHex(file.hash().hex());
    return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
  }
}
