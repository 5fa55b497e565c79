package org.plumbline.http.monitoring;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.http.problem.FieldError;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.DriftDetail;
import org.plumbline.monitoring.DriftMatrix;
import org.plumbline.monitoring.DriftReports;
import org.plumbline.monitoring.DriftWall;
import org.plumbline.monitoring.FairnessReport;
import org.plumbline.monitoring.FairnessReports;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LabelHorizon;
import org.plumbline.monitoring.LabelHorizons;
import org.plumbline.monitoring.LabelReceipt;
import org.plumbline.monitoring.Labels;
import org.plumbline.monitoring.PerformanceReport;
import org.plumbline.monitoring.PerformanceReports;
import org.plumbline.monitoring.WindowKind;

/** Takes labels, and shows drift and performance over time, and fairness between groups. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class MonitoringRoutes {
  private static final int MOST_LABELS = 10_000;

  private final ModelReader models;
  private final Labels labels;
  private final LabelHorizons horizons;
  private final DriftReports drift;
  private final PerformanceReports performance;
  private final FairnessReports fairness;

  public MonitoringRoutes(
      ModelReader models,
      Labels labels,
      LabelHorizons horizons,
      DriftReports drift,
      PerformanceReports performance,
      FairnessReports fairness) {
    this.models = models;
    this.labels = labels;
    this.horizons = horizons;
    this.drift = drift;
    this.performance = performance;
    this.fairness = fairness;
  }

  private enum Span {
    DAY(WindowKind.DAY),
    WEEK(WindowKind.WEEK);

    private final WindowKind kind;

    Span(WindowKind kind) {
      this.kind = kind;
    }
  }

  record LabelRequest(@Nullable List<LabelBody> labels) {}

  record LabelBody(
      @Nullable UUID predictionId,
      @Nullable String entity,
      @Nullable Instant time,
      @Nullable Object value,
      @Nullable Map<String, Double> values,
      @Nullable Instant observedAt) {}

  @POST
  @Path("/labels")
  @Answers(Route.RECORD_LABELS)
  public LabelReceipt label(
      @PathParam("model") String model,
      @Nullable LabelRequest body,
      @Context RoutingContext context) {
    ModelName name = models.existing(model);
    List<LabelBody> given = Body.required("labels", Body.of(body).labels());
    if (given.isEmpty() || given.size() > MOST_LABELS) {
      throw Query.invalid("labels", given.size() + " labels", "1 to 10,000 labels");
    }
    return labels.record(name, checked(given), Callers.actor(context));
  }

  private static List<Label> checked(List<LabelBody> given) {
    var checked = new ArrayList<Label>(given.size());
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < given.size(); i++) {
      LabelBody label = given.get(i);
      Object value = label.value();
      Map<String, Double> values = Objects.requireNonNullElse(label.values(), Map.of());
      boolean named =
          label.predictionId() != null || (label.entity() != null && label.time() != null);
      if (!named) {
        errors.add(missing(i, "predictionId", "a label names a predictionId, or entity and time"));
      } else if (value == null ? values.isEmpty() : value instanceof Map || value instanceof List) {
        errors.add(missing(i, "value", "a label has a class name, a boolean or a number as value"));
      } else {
        try {
          checked.add(
              new Label(
                  label.predictionId(),
                  label.entity(),
                  label.time(),
                  value,
                  values,
                  label.observedAt()));
        } catch (IllegalArgumentException unfit) {
          String why = String.valueOf(unfit.getMessage());
          errors.add(new FieldError(i, "values", ErrorCode.INVALID_FIELD, why));
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new RefusedRequest(
          Problem.of(
              ErrorCode.MISSING_FIELD,
              "Label %s: %s. No label was taken"
                  .formatted(errors.getFirst().row(), errors.getFirst().detail()),
              errors));
    }
    return checked;
  }

  private static FieldError missing(int row, String field, String detail) {
    return new FieldError(row, field, ErrorCode.MISSING_FIELD, detail);
  }

  record HorizonBody(@Nullable Integer days, @Nullable String reason) {}

  @GET
  @Path("/label-horizon")
  @Answers(Route.LABEL_HORIZON)
  public LabelHorizon horizon(@PathParam("model") String model) {
    return horizons.of(models.existing(model));
  }

  @PUT
  @Path("/label-horizon")
  @Answers(Route.SET_LABEL_HORIZON)
  public LabelHorizon setHorizon(
      @PathParam("model") String model,
      @Nullable HorizonBody body,
      @Context RoutingContext context) {
    HorizonBody horizon = Body.of(body);
    return horizons.set(
        models.existing(model),
        Body.required("days", horizon.days()),
        Body.required("reason", horizon.reason()),
        Callers.actor(context));
  }

  @GET
  @Path("/drift")
  @Answers(Route.DRIFT)
  public DriftMatrix drift(
      @PathParam("model") String model,
      @QueryParam("version") @Nullable String version,
      @QueryParam("window") @Nullable String window,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    return drift.matrix(
        models.meant(model, version), kind(window), Query.time("from", from), Query.time("to", to));
  }

  @GET
  @Path("/drift-wall")
  @Answers(Route.DRIFT_WALL)
  public DriftWall wall(
      @PathParam("model") String model,
      @QueryParam("version") @Nullable String version,
      @QueryParam("window") @Nullable String window) {
    return drift.wall(models.meant(model, version), window == null ? null : kind(window));
  }

  @GET
  @Path("/drift/{column}")
  @Answers(Route.DRIFT_COLUMN)
  public DriftDetail column(
      @PathParam("model") String model,
      @PathParam("column") String column,
      @QueryParam("version") @Nullable String version,
      @QueryParam("window") @Nullable String window,
      @QueryParam("start") @Nullable String start) {
    return drift.detail(
        models.meant(model, version), column, kind(window), Query.time("start", start));
  }

  @GET
  @Path("/performance")
  @Answers(Route.PERFORMANCE)
  public PerformanceReport performance(
      @PathParam("model") String model, @QueryParam("version") @Nullable String version) {
    return performance.of(models.meant(model, version));
  }

  @GET
  @Path("/fairness")
  @Answers(Route.FAIRNESS)
  public FairnessReport fairness(
      @PathParam("model") String model,
      @QueryParam("column") @Nullable String column,
      @QueryParam("version") @Nullable String version) {
    VersionId meant = models.meant(model, version);
    return fairness.of(meant, Body.required("column", Query.text(column)));
  }

  private static WindowKind kind(@Nullable String window) {
    Span span = Query.choice("window", window, Span.class);
    return span == null ? WindowKind.DAY : span.kind;
  }
}
