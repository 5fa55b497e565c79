package org.plumbline.http.prediction;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.plumbline.deployment.online.FeatureSnapshot;
import org.plumbline.deployment.online.KnownFeatures;
import org.plumbline.deployment.online.OnlineFeatures;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.model.ModelReader;

/** Shows which features are known of entities. */
@Path("/api/v1/models/{model}/features")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FeatureRoutes {
  private final ModelReader models;
  private final OnlineFeatures features;

  public FeatureRoutes(ModelReader models, OnlineFeatures features) {
    this.models = models;
    this.features = features;
  }

  record Snapshots(List<FeatureSnapshot> items) {}

  @GET
  @Answers(Route.LIST_FEATURE_SNAPSHOTS)
  public Snapshots list(@PathParam("model") String model) {
    return new Snapshots(features.snapshots(models.existing(model)));
  }

  @GET
  @Path("/{entity}")
  @Answers(Route.FIND_FEATURES)
  public KnownFeatures find(
      @PathParam("model") String model,
      @PathParam("entity") String entity,
      @Context RoutingContext context) {
    return features.read(models.existing(model), entity, Callers.actor(context));
  }
}
