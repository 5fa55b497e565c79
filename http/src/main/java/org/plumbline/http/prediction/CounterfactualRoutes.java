package org.plumbline.http.prediction;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Registry;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.explain.Target;
import org.plumbline.stats.profile.TableProfile;

/** Says what would have to change for another answer; neither logs nor counts as a prediction. */
@Path("/api/v1/models/{model}/counterfactuals")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class CounterfactualRoutes {
  private static final int MOST_WAYS = 10;
  private static final int MOST_CHANGES = 5;

  private final Routes routes;
  private final Registry registry;
  private final ScoringPool pool;

  public CounterfactualRoutes(Routes routes, Registry registry, ScoringPool pool) {
    this.routes = routes;
    this.registry = registry;
    this.pool = pool;
  }

  record Request(
      @Nullable Map<String, @Nullable Object> row,
      @Nullable Double atMost,
      @Nullable Double atLeast,
      @Nullable Integer ways,
      @Nullable Integer changes,
      @Nullable Integer version,
      @Nullable Map<String, WhatIf.Bounds> features) {}

  @POST
  @Answers(Route.COUNTERFACTUALS)
  public WhatIf.Answer find(
      @PathParam("model") String model, @Context RoutingContext context, @Nullable Request body) {
    Request request = Body.of(body);
    Map<String, @Nullable Object> row = Body.required("row", request.row());
    var question =
        new WhatIf.Question(
            target(request),
            within("ways", request.ways(), 3, MOST_WAYS),
            within("changes", request.changes(), 2, MOST_CHANGES),
            request.features() == null ? Map.of() : request.features());
    ServingVersion version = version(new ModelName(model), request.version(), context);
    if (version.model().task() == Task.MULTICLASS) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "%s has more than two classes, so there is no one score to reach"
                  .formatted(version.id()))
          .with("field", "model");
    }
    ParsedRow parsed = version.parser().parse(row);
    RowChecks.check(version, List.of(parsed));
    TableProfile reference = registry.loadReference(version.id());
    // Arithmetic belongs to the pool, which turns callers away before it drowns.
    return pool.await(() -> WhatIf.answer(version, reference, parsed.slots(), question));
  }

  private ServingVersion version(
      ModelName model, @Nullable Integer number, RoutingContext context) {
    if (number == null) {
      return routes.answering(model.value());
    }
    Callers.of(context).demand(Permission.MODEL_WRITE);
    return routes.version(new VersionId(model, new VersionNumber(number)));
  }

  private static Target target(Request request) {
    if ((request.atMost() == null) == (request.atLeast() == null)) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD,
              "Say which score is wanted: either 'atMost' or 'atLeast', not both")
          .with("field", "atMost");
    }
    return request.atMost() != null
        ? Target.atMost(request.atMost())
        : Target.atLeast(Body.required("atLeast", request.atLeast()));
  }

  private static int within(String field, @Nullable Integer asked, int otherwise, int most) {
    if (asked != null && (asked < 1 || asked > most)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "'%s' is %s: it must lie from 1 to %s".formatted(field, asked, most))
          .with("field", field);
    }
    return asked == null ? otherwise : asked;
  }
}
