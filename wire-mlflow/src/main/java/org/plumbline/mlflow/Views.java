package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.registry.tracking.Experiment;
import org.plumbline.registry.tracking.Lifecycle;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunTags;

/** Experiments and runs in the JSON of the wire: ids are texts, times are milliseconds. */
final class Views {
  private Views() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode experiment(Experiment experiment) {
    ObjectNode view =
        object()
            .put("experiment_id", experiment.id().toString())
            .put("name", experiment.name())
            .put("artifact_location", experiment.artifactRoot())
            .put("lifecycle_stage", stage(experiment.lifecycle()))
            .put("last_update_time", experiment.updatedAt().toEpochMilli())
            .put("creation_time", experiment.createdAt().toEpochMilli());
    view.set("tags", pairs(experiment.tags()));
    return view;
  }

  static ObjectNode run(Run run) {
    ObjectNode data = object();
    ArrayNode metrics = data.putArray("metrics");
    run.metrics().values().forEach(point -> metrics.add(metric(point)));
    data.set("params", pairs(run.params()));
    var tags = new TreeMap<String, String>(run.tags());
    tags.put(RunTags.NAME, run.info().name());
    tags.putIfAbsent("mlflow.user", run.info().author());
    tags.keySet().removeIf(key -> key.startsWith(LoggedModels.RESERVED));
    data.set("tags", pairs(tags));
    ObjectNode view = object();
    view.set("info", info(run.info()));
    view.set("data", data);
    ObjectNode read = view.putObject("inputs");
    ArrayNode inputs = read.putArray("dataset_inputs");
    run.inputs().forEach(input -> inputs.add(input(input)));
    read.set("model_inputs", LoggedModels.linked(run, LoggedModels.INPUTS));
    view.putObject("outputs").set("model_outputs", LoggedModels.linked(run, LoggedModels.OUTPUTS));
    return view;
  }

  static ObjectNode info(RunInfo info) {
    ObjectNode view =
        object()
            .put("run_id", info.id().hex())
            .put("run_uuid", info.id().hex())
            .put("run_name", info.name())
            .put("experiment_id", info.experiment().toString())
            .put("user_id", info.author())
            .put("status", info.status().name())
            .put("start_time", info.startedAt().toEpochMilli());
    if (info.endedAt() != null) {
      view.put("end_time", info.endedAt().toEpochMilli());
    }
    return view.put("artifact_uri", info.artifactUri())
        .put("lifecycle_stage", stage(info.lifecycle()));
  }

  static ObjectNode metric(MetricPoint point) {
    ObjectNode view = object().put("key", point.key());
    if (Double.isFinite(point.value())) {
      view.put("value", point.value());
    } else {
      view.put("value", Double.toString(point.value()));
    }
    if (point.on() != null) {
      view.put("dataset_name", point.on().name()).put("dataset_digest", point.on().digest());
    }
    return view.put("timestamp", point.at().toEpochMilli()).put("step", point.step());
  }

  private static ObjectNode input(RunInput input) {
    ObjectNode dataset =
        object()
            .put("name", input.name())
            .put("digest", input.digest())
            .put("source_type", input.sourceType())
            .put("source", input.source());
    if (input.schema() != null) {
      dataset.put("schema", input.schema());
    }
    if (input.profile() != null) {
      dataset.put("profile", input.profile());
    }
    ObjectNode view = object();
    view.set("tags", pairs(input.tags()));
    view.set("dataset", dataset);
    return view;
  }

  private static ArrayNode pairs(Map<String, String> values) {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    values.forEach((key, value) -> pairs.add(object().put("key", key).put("value", value)));
    return pairs;
  }

  private static String stage(Lifecycle lifecycle) {
    return lifecycle.name().toLowerCase(Locale.ROOT);
  }
}
