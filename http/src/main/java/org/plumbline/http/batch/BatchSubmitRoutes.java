package org.plumbline.http.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.deployment.batch.BatchForm;
import org.plumbline.deployment.batch.BatchJob;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.deployment.batch.BatchOrder;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Attempt;
import org.plumbline.http.entrance.BodyStream;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.RequestIds;
import org.plumbline.http.json.Query;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;

/**
 * Takes files to be scored as streams, or their paths in the lake. No resource of the framework:
 * that would hold the body back to the limit of all others.
 */
@Singleton
public final class BatchSubmitRoutes {
  /** After the entrance, before the framework's limit of bodies. */
  private static final int ORDER = -500;

  private static final int MOST_REASONS = 100;
  private static final Logger LOG = Logger.getLogger(BatchSubmitRoutes.class);

  private final BatchJobs jobs;
  private final ObjectMapper json;

  public BatchSubmitRoutes(BatchJobs jobs, ObjectMapper json) {
    this.jobs = jobs;
    this.json = json;
  }

  void register(@Observes Router router) {
    router
        .post(Route.SUBMIT_BATCH.path().replace("{model}", ":model"))
        .order(ORDER)
        .handler(this::submit);
  }

  @Answers(Route.SUBMIT_BATCH)
  void submit(RoutingContext context) {
    BodyStream body = BodyStream.of(context.request(), context.vertx());
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          Answer answer = answer(context, body);
          loop.runOnContext(_ -> send(context, answer));
        });
  }

  private record Answer(int status, String type, byte[] body) {}

  private Answer answer(RoutingContext context, BodyStream body) {
    try (body) {
      BatchJob job = submitted(context, body);
      return new Answer(202, "application/json", json.writeValueAsBytes(BatchView.of(job)));
    } catch (JsonProcessingException | RuntimeException failure) {
      Problem problem = Problems.of(failure);
      if (problem.status() >= 500) {
        LOG.errorf(failure, "Batch %s could not be taken", RequestIds.of(context));
      }
      Attempt.refused(context, problem);
      return new Answer(
          problem.status(), Problem.MEDIA_TYPE, problem.toJson(RequestIds.of(context)));
    }
  }

  private BatchJob submitted(RoutingContext context, BodyStream body) {
    var model = new ModelName(context.pathParam("model"));
    OptionalInt version = Query.number("version", parameter(context, "version"));
    if (version.isPresent()) {
      Callers.of(context).demand(Permission.MODEL_WRITE);
    }
    int explain = Query.number("explain", parameter(context, "explain")).orElse(0);
    if (explain < 0 || explain > MOST_REASONS) {
      throw Query.invalid("explain", Integer.toString(explain), "0 to " + MOST_REASONS);
    }
    String path = parameter(context, "path");
    BatchForm input = path == null ? uploaded(context) : named(path);
    BatchForm asked = Query.choice("output", parameter(context, "output"), BatchForm.class);
    var order = new BatchOrder(input, asked == null ? input : asked, explain, path);
    return path == null
        ? jobs.submit(model, version, order, body, Callers.actor(context))
        : jobs.submit(model, version, order, Callers.actor(context));
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
                    "The Content-Type is %s but must be text/csv, application/x-ndjson or"
                            .formatted(type)
                        + " application/vnd.apache.parquet; or name a 'path' in the lake"));
  }

  private static BatchForm named(String path) {
    return BatchForm.ofName(path)
        .orElseThrow(() -> Query.invalid("path", path, "a file .csv, .jsonl or .parquet"));
  }

  private static void send(RoutingContext context, Answer answer) {
    if (!context.response().ended() && !context.response().closed()) {
      context
          .response()
          .setStatusCode(answer.status())
          .putHeader("Content-Type", answer.type())
          .end(Buffer.buffer(answer.body()));
    }
  }
}
