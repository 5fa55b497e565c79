package org.plumbline.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.Tracking;

/** The routes that log to runs. */
final class LogAnswers {
  /** Where clients look up which models a run logged. */
  static final String MODEL_HISTORY = "mlflow.log-model.history";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Tracking tracking;

  LogAnswers(Tracking tracking) {
    this.tracking = tracking;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.of(
        MlflowRoute.LOG_METRIC, this::metric,
        MlflowRoute.LOG_PARAMETER, this::parameter,
        MlflowRoute.LOG_BATCH, this::batch,
        MlflowRoute.LOG_MODEL, this::model,
        MlflowRoute.LOG_INPUTS, this::inputs);
  }

  private ObjectNode metric(Call call) {
    return log(call, RunBatch.metrics(List.of(point(call.fields()))), List.of(call.fields()));
  }

  private ObjectNode parameter(Call call) {
    Fields fields = call.fields();
    return log(call, RunBatch.params(Map.of(fields.text("key"), fields.textOrEmpty("value"))));
  }

  private ObjectNode batch(Call call) {
    Fields fields = call.fields();
    return log(
        call,
        RunBatch.of(
            fields.objects("metrics").stream().map(LogAnswers::point).toList(),
            Pairs.read(fields, "params"),
            Pairs.read(fields, "tags")),
        fields.objects("metrics"));
  }

  /** Logs to the run, and those metrics that name a model to that model too. */
  private ObjectNode log(Call call, RunBatch batch, List<Fields> metrics) {
    SortedMap<RunId, List<MetricPoint>> byModel = new TreeMap<>();
    for (Fields metric : metrics) {
      metric
          .find("model_id")
          .filter(id -> !id.isEmpty())
          .ifPresent(
              id ->
                  byModel
                      .computeIfAbsent(
                          LoggedModels.load(tracking, "model_id", id).id(), _ -> new ArrayList<>())
                      .add(point(metric)));
    }
    if (byModel.isEmpty()) {
      return log(call, batch);
    }
    SortedMap<RunId, RunBatch> batches = new TreeMap<>();
    byModel.forEach((model, points) -> batches.put(model, RunBatch.metrics(points)));
    batches.put(RunAnswers.id(call), batch);
    tracking.log(batches, call.actor());
    return Views.object();
  }

  private ObjectNode log(Call call, RunBatch batch) {
    tracking.log(RunAnswers.id(call), batch, call.actor());
    return Views.object();
  }

  private static MetricPoint point(Fields fields) {
    var point =
        new MetricPoint(
            fields.text("key"),
            fields.decimal("value"),
            fields.findNumber("step").orElse(0L),
            RunAnswers.instant("timestamp", fields.number("timestamp")));
    return fields.textOrEmpty("dataset_name").isEmpty()
        ? point
        : point.measuredOn(LoggedModels.dataset(fields));
  }

  /** The description of a model is added to those that the run has logged before. */
  private ObjectNode model(Call call) {
    JsonNode model = json("model_json", call.fields().text("model_json"));
    for (String field : List.of("artifact_path", "flavors", "utc_time_created", "run_id")) {
      if (!model.has(field)) {
        throw Fields.invalid("model_json", model.toString(), "an object with " + field);
      }
    }
    tracking.rewriteTag(
        RunAnswers.id(call), MODEL_HISTORY, before -> added(before, model), call.actor());
    return Views.object();
  }

  private static String added(Optional<String> before, JsonNode model) {
    ArrayNode history = JSON.createArrayNode();
    json(MODEL_HISTORY, before.orElse("[]")).forEach(history::add);
    return history.add(model).toString();
  }

  private static JsonNode json(String name, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw Fields.invalid(name, text, "valid JSON");
    }
  }

  private ObjectNode inputs(Call call) {
    List<RunInput> inputs =
        call.fields().objects("datasets").stream().map(LogAnswers::input).toList();
    Run run = tracking.loadRun(RunAnswers.id(call));
    List<ObjectNode> models = new ArrayList<>();
    for (Fields model : call.fields().objects("models")) {
      RunId id = LoggedModels.load(tracking, "model_id", model.text("model_id")).id();
      models.add(Views.object().put("model_id", LoggedModels.text(id)));
    }
    tracking.logInputs(run.id(), inputs, call.actor());
    if (!models.isEmpty()) {
      LoggedModels.link(tracking, run.id(), LoggedModels.INPUTS, models, call.actor());
    }
    return Views.object();
  }

  private static RunInput input(Fields fields) {
    Fields dataset = fields.object("dataset");
    return new RunInput(
        dataset.text("name"),
        dataset.text("digest"),
        dataset.text("source_type"),
        dataset.text("source"),
        dataset.find("schema").orElse(null),
        dataset.find("profile").orElse(null),
        new TreeMap<>(Pairs.read(fields, "tags")));
  }
}
