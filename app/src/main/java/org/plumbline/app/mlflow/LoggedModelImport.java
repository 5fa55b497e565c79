package org.plumbline.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.Experiment;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunTags;
import org.plumbline.registry.tracking.RunUpdate;
import org.plumbline.registry.tracking.Tracking;

/**
 * Takes over the models that runs of another tracking store left, as its third release keeps them:
 * parameters, latest metrics, tags and files, each under its id there. An earlier release has none.
 */
final class LoggedModelImport {
  private static final int PAGE = 50;
  private static final String PREFIX = "m-";

  private final TrackingServer source;
  private final Tracking tracking;
  private final FilesImport files;
  private final Actor author;
  private final ImportTally tally;
  private boolean unknown;

  LoggedModelImport(
      TrackingServer source,
      Tracking tracking,
      FilesImport files,
      Actor author,
      ImportTally tally) {
    this.source = source;
    this.tracking = tracking;
    this.files = files;
    this.author = author;
    this.tally = tally;
  }

  /** Takes over those of an experiment, by its id there. */
  void run(Experiment experiment, String there) {
    if (unknown) {
      return;
    }
    TrackingServer.pages(
        token -> page(there, token),
        "models",
        model -> {
          String id = model.path("info").path("model_id").asText();
          tally.tried("logged model " + id, () -> take(experiment, id, model));
        });
  }

  private JsonNode page(String experiment, String token) {
    ObjectNode ask = JsonNodeFactory.instance.objectNode().put("max_results", PAGE);
    ask.putArray("experiment_ids").add(experiment);
    Optional<JsonNode> answer =
        source.postIfKnown(
            "logged-models/search", token.isEmpty() ? ask : ask.put("page_token", token));
    unknown = answer.isEmpty();
    return answer.orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private void take(Experiment experiment, String id, JsonNode model) {
    if (!id.startsWith(PREFIX)) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "its id is not m- and 32 hexadecimal digits");
    }
    var ours = new RunId(id.substring(PREFIX.length()));
    if (tracking.findRun(ours).isPresent()) {
      tally.count("thereAlready", 1);
    } else {
      Optional<RunStatus> end = ended(model.path("info").path("status").asText());
      if (end.isEmpty()) {
        tally.count("stillRunning", 1);
        return;
      }
      record(experiment, ours, model, end.get());
      tally.count("loggedModels", 1);
    }
    files.take(ours, model.path("info").path("artifact_uri").asText());
  }

  private static Optional<RunStatus> ended(String status) {
    return switch (status) {
      case "LOGGED_MODEL_READY" -> Optional.of(RunStatus.FINISHED);
      case "LOGGED_MODEL_UPLOAD_FAILED" -> Optional.of(RunStatus.FAILED);
      default -> Optional.empty();
    };
  }

  private void record(Experiment experiment, RunId id, JsonNode model, RunStatus end) {
    JsonNode info = model.path("info");
    Map<String, String> tags = Told.map(info.path("tags"));
    put(tags, RunTags.MODEL_TYPE, info.path("model_type").asText(""));
    put(tags, RunTags.MODEL_RUN, info.path("source_run_id").asText(""));
    long created = info.path("creation_timestamp_ms").asLong();
    long ended = info.path("last_updated_timestamp_ms").asLong(created);
    var points = new ArrayList<MetricPoint>();
    model.path("data").path("metrics").forEach(metric -> points.add(Told.point(metric)));
    List<RunBatch> batches = new ArrayList<>(Told.params(model.path("data").path("params")));
    batches.addAll(Told.metrics(points));
    tracking.recordRun(
        id,
        RunStart.in(experiment.id())
            .named(info.path("name").asText(""))
            .at(Instant.ofEpochMilli(created))
            .tagged(tags)
            .asLoggedModel(),
        new RunUpdate(null, end, Instant.ofEpochMilli(ended)),
        batches,
        List.of(),
        author);
    tally.count("points", points.size());
  }

  private static void put(Map<String, String> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.put(key, value);
    }
  }
}
