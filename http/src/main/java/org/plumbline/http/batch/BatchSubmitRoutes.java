package org.plumbline.http.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.deployment.batch.BatchForm;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.deployment.batch.BatchOrder;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.BodyStream;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.StreamedRoute;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;

/** Takes files to be scored as streams, or their paths in the lake. */
@Singleton
public final class BatchSubmitRoutes {
  private static final int MOST_REASONS = 100;

  private final BatchJobs jobs;
  private final ObjectMapper json;

  public BatchSubmitRoutes(BatchJobs jobs, ObjectMapper json) {
    this.jobs = jobs;
    this.json = json;
  }

  void register(@Observes Router router) {
    StreamedRoute.add(router, Route.SUBMIT_BATCH, 202, json, this::submit);
  }

  @Answers(Route.SUBMIT_BATCH)
  BatchView submit(RoutingContext context, BodyStream body) {
    var model = new ModelName(context.pathParam("model"));
    OptionalInt version = Query.number("version", parameter(context, "version"));
    if (version.isPresent() && !jobs.isInProduction(model, version.getAsInt())) {
      Callers.of(context).demand(Permission.MODEL_WRITE);
    }
    int explain = Query.number("explain", parameter(context, "explain")).orElse(0);
    if (explain < 0 || explain > MOST_REASONS) {
      throw Query.invalid("explain", Integer.toString(explain), "0 to " + MOST_REASONS);
    }
    boolean log = Query.flag("log", parameter(context, "log"));
    String path = parameter(context, "path");
    BatchForm input = path == null ? uploaded(context) : named(path);
    BatchForm asked = Query.choice("output", parameter(context, "output"), BatchForm.class);
    var order = new BatchOrder(input, asked == null ? input : asked, explain, log, path);
    return BatchView.of(
        path == null
            ? jobs.submit(model, version, order, body, Callers.actor(context))
            : jobs.submit(model, version, order, Callers.actor(context)));
  }

  private static @Nullable String parameter(RoutingContext context, String name) {
    return Query.text(context.request().getParam(name));
  }

  private static BatchForm uploaded(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    return Optional.ofNullable(type)
        .flatMap(BatchForm::ofMediaType)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The Content-Type is %s but must be text/csv, application/x-ndjson,"
                            .formatted(type)
                        + " application/vnd.apache.parquet or application/vnd.apache.arrow.stream;"
                        + " or name a 'path' in the lake"));
  }

  private static BatchForm named(String path) {
    return BatchForm.ofName(path)
        .orElseThrow(
            () -> Query.invalid("path", path, "a file .csv, .jsonl, .parquet, .arrows or .arrow"));
  }
}
