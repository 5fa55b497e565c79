package org.plumbline.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.plumbline.audit.Actor;
import org.plumbline.registry.tracking.Experiment;
import org.plumbline.registry.tracking.Limits;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunTags;
import org.plumbline.registry.tracking.RunUpdate;
import org.plumbline.registry.tracking.Tracking;

/**
 * Takes over experiments and runs of another tracking store: parameters, the history of metrics,
 * tags, inputs, and files that its artefact proxy gives.
 *
 * <p>A run keeps its id and comes in one piece, so the same import again goes on where the last one
 * ended, and one that is over adds only what is new. What we refuse is told and passed over.
 */
public final class TrackerImport {
  private static final int PAGE = 1_000;

  private final TrackingServer source;
  private final Tracking tracking;
  private final FilesImport files;
  private final LoggedModelImport models;
  private final Actor author;
  private final Consumer<String> progress;

  private final ImportTally tally;

  public TrackerImport(
      TrackingServer source,
      Tracking tracking,
      RunFiles files,
      Actor author,
      ImportTally tally,
      Consumer<String> progress) {
    this.source = source;
    this.tracking = tracking;
    this.files = new FilesImport(source, tracking, files, author, tally);
    this.models = new LoggedModelImport(source, tracking, this.files, author, tally);
    this.author = author;
    this.tally = tally;
    this.progress = progress;
    tally.tellOf(
        "experiments", "runs", "thereAlready", "stillRunning", "loggedModels", "points", "files");
  }

  /** Takes over all that is active. */
  public void run() {
    TrackingServer.pages(
        token -> {
          ObjectNode ask = page(token).put("view_type", "ACTIVE_ONLY");
          return source.post("experiments/search", ask);
        },
        "experiments",
        experiment ->
            tally.tried("experiment " + experiment.path("name").asText(), () -> take(experiment)));
  }

  private void take(JsonNode told) {
    Experiment experiment = tracking.experiments().open(told.path("name").asText(), author);
    Told.pairs(
        told.path("tags"),
        (key, value) -> {
          if (!value.equals(experiment.tags().get(key))) {
            tracking.experiments().tag(experiment.id(), key, value, author);
          }
        });
    tally.count("experiments", 1);
    TrackingServer.pages(
        token -> {
          ObjectNode ask = page(token).put("run_view_type", "ACTIVE_ONLY");
          ask.putArray("experiment_ids").add(told.path("experiment_id").asText());
          return source.post("runs/search", ask);
        },
        "runs",
        run -> {
          String id = run.path("info").path("run_id").asText();
          tally.tried("run " + id, () -> take(experiment, new RunId(id), run));
          progress.accept(
              "%s: %s runs, %s files"
                  .formatted(experiment.name(), tally.of("runs"), tally.of("files")));
        });
    models.run(experiment, told.path("experiment_id").asText());
  }

  private void take(Experiment experiment, RunId id, JsonNode run) {
    JsonNode info = run.path("info");
    if (tracking.findRun(id).isPresent()) {
      tally.count("thereAlready", 1);
    } else {
      Optional<RunStatus> end = ended(info.path("status").asText());
      if (end.isEmpty()) {
        tally.count("stillRunning", 1);
        return;
      }
      record(experiment, id, run, end.get());
      tally.count("runs", 1);
    }
    files.take(id, info.path("artifact_uri").asText());
  }

  private static Optional<RunStatus> ended(String status) {
    return switch (status) {
      case "FINISHED" -> Optional.of(RunStatus.FINISHED);
      case "FAILED" -> Optional.of(RunStatus.FAILED);
      case "KILLED" -> Optional.of(RunStatus.KILLED);
      default -> Optional.empty();
    };
  }

  private void record(Experiment experiment, RunId id, JsonNode run, RunStatus end) {
    JsonNode info = run.path("info");
    JsonNode data = run.path("data");
    var start =
        RunStart.in(experiment.id())
            .named(info.path("run_name").asText(""))
            .at(Instant.ofEpochMilli(info.path("start_time").asLong()))
            .tagged(tags(run));
    Instant endedAt =
        Instant.ofEpochMilli(info.path("end_time").asLong(info.path("start_time").asLong()));
    var batches = new ArrayList<RunBatch>();
    batches.addAll(Told.params(data.path("params")));
    for (JsonNode metric : data.path("metrics")) {
      List<MetricPoint> points = history(id, metric.path("key").asText());
      batches.addAll(Told.metrics(points));
      tally.count("points", points.size());
    }
    tracking.recordRun(id, start, new RunUpdate(null, end, endedAt), batches, inputs(run), author);
  }

  /** Its own, and which logged models it read and left. */
  private static Map<String, String> tags(JsonNode run) {
    Map<String, String> tags = Told.map(run.path("data").path("tags"));
    link(tags, RunTags.MODELS_READ, run.path("inputs").path("model_inputs"));
    link(tags, RunTags.MODELS_LEFT, run.path("outputs").path("model_outputs"));
    return tags;
  }

  /** As many as a tag holds. */
  private static void link(Map<String, String> tags, String tag, JsonNode models) {
    var kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode model : models) {
      kept.add(model);
      if (kept.toString().length() > Limits.TAG_VALUE) {
        return;
      }
      tags.put(tag, kept.toString());
    }
  }

  private List<MetricPoint> history(RunId run, String key) {
    var points = new ArrayList<MetricPoint>();
    TrackingServer.pages(
        token -> {
          var query = new TreeMap<>(Map.of("run_id", run.hex(), "metric_key", key));
          query.put("max_results", Integer.toString(PAGE));
          if (!token.isEmpty()) {
            query.put("page_token", token);
          }
          return source.get("metrics/get-history", query);
        },
        "metrics",
        point -> points.add(Told.point(point)));
    return points;
  }

  private static List<RunInput> inputs(JsonNode run) {
    var inputs = new ArrayList<RunInput>();
    for (JsonNode input : run.path("inputs").path("dataset_inputs")) {
      JsonNode set = input.path("dataset");
      inputs.add(
          new RunInput(
              set.path("name").asText(),
              set.path("digest").asText(),
              set.path("source_type").asText(""),
              set.path("source").asText(""),
              set.hasNonNull("schema") ? set.path("schema").asText() : null,
              set.hasNonNull("profile") ? set.path("profile").asText() : null,
              new TreeMap<>(Told.map(input.path("tags")))));
    }
    return inputs;
  }

  private static ObjectNode page(String token) {
    ObjectNode ask = JsonNodeFactory.instance.objectNode().put("max_results", PAGE);
    return token.isEmpty() ? ask : ask.put("page_token", token);
  }
}
