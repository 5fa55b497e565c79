package org.plumbline.http.lineage;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.model.ModelReader;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageDirection;
import org.plumbline.registry.lineage.NodeRef;

/** The graph around a version of a model, as its page draws it. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ModelLineageRoutes {
  private final ModelReader models;
  private final Lineage lineage;

  public ModelLineageRoutes(ModelReader models, Lineage lineage) {
    this.models = models;
    this.lineage = lineage;
  }

  @GET
  @Path("/lineage")
  @Answers(Route.MODEL_LINEAGE)
  public LineageViews.Graph lineage(
      @PathParam("model") String model, @QueryParam("version") @Nullable String version) {
    NodeRef root = NodeRef.version(models.meant(model, version));
    return LineageViews.Graph.of(lineage.around(root, LineageDirection.BOTH, Lineage.DEPTH));
  }
}
