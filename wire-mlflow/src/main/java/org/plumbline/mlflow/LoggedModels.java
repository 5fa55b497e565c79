package org.plumbline.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunKind;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunTags;
import org.plumbline.registry.tracking.Tracking;

/** What the wire calls a logged model and we keep as a run of its own kind. */
final class LoggedModels {
  static final String RESERVED = RunTags.OF_MODELS;
  static final String TYPE = RunTags.MODEL_TYPE;
  static final String SOURCE_RUN = RunTags.MODEL_RUN;
  static final String INPUTS = RunTags.MODELS_READ;
  static final String OUTPUTS = RunTags.MODELS_LEFT;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PREFIX = "m-";
  private static final Pattern NAME = Pattern.compile("[^/:.%\"']+");

  private LoggedModels() {}

  static RunId id(String field, String text) {
    if (!text.startsWith(PREFIX)) {
      throw Fields.invalid(field, text, "the id of a logged model: m- and 32 hexadecimal digits");
    }
    return new RunId(text.substring(PREFIX.length()));
  }

  static String text(RunId id) {
    return PREFIX + id;
  }

  /**
   * The model that a request names.
   *
   * @throws PlumblineException NOT_FOUND when there is none, or it is deleted
   */
  static Run load(Tracking tracking, String field, String text) {
    RunId id = id(field, text);
    return tracking
        .findRun(id)
        .filter(run -> run.info().kind() == RunKind.LOGGED_MODEL && run.info().deletedAt() == null)
        .orElseThrow(
            () -> PlumblineException.of(ErrorCode.NOT_FOUND, "There is no logged model " + text));
  }

  /** The name, which must do without the signs that addresses are made of. */
  static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw Fields.invalid("name", text, "without any of / : . % \" '");
    }
    return text;
  }

  static void demandFree(Map<String, String> tags) {
    tags.keySet().stream()
        .filter(key -> key.startsWith(RESERVED))
        .findFirst()
        .ifPresent(
            key -> {
              throw Fields.invalid("tags", key, "a key that does not begin with " + RESERVED);
            });
  }

  /** The end that a model comes to; its files are whole, or they are not. */
  static RunStatus end(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "LOGGED_MODEL_READY", "READY" -> RunStatus.FINISHED;
      case "LOGGED_MODEL_UPLOAD_FAILED", "FAILED" -> RunStatus.FAILED;
      default ->
          throw Fields.invalid("status", text, "LOGGED_MODEL_READY or LOGGED_MODEL_UPLOAD_FAILED");
    };
  }

  private static String status(RunStatus status) {
    return switch (status) {
      case RUNNING, SCHEDULED -> "LOGGED_MODEL_PENDING";
      case FINISHED -> "LOGGED_MODEL_READY";
      case FAILED, KILLED -> "LOGGED_MODEL_UPLOAD_FAILED";
    };
  }

  static ObjectNode view(Run model) {
    Instant ended = model.info().endedAt();
    Instant updated = ended == null ? model.info().startedAt() : ended;
    ObjectNode info =
        Views.object()
            .put("model_id", text(model.id()))
            .put("experiment_id", model.info().experiment().toString())
            .put("name", model.info().name())
            .put("creation_timestamp_ms", model.info().startedAt().toEpochMilli())
            .put("last_updated_timestamp_ms", updated.toEpochMilli())
            .put("artifact_uri", model.info().artifactUri())
            .put("status", status(model.info().status()))
            .put("model_type", model.tags().getOrDefault(TYPE, ""))
            .put("source_run_id", model.tags().getOrDefault(SOURCE_RUN, ""));
    ArrayNode tags = info.putArray("tags");
    model.tags().forEach((key, value) -> addFree(tags, key, value));
    ObjectNode data = Views.object();
    ArrayNode params = data.putArray("params");
    model
        .params()
        .forEach((key, value) -> params.add(Views.object().put("key", key).put("value", value)));
    ArrayNode metrics = data.putArray("metrics");
    points(model)
        .forEach(point -> metrics.add(Views.metric(point).put("model_id", text(model.id()))));
    ObjectNode view = Views.object();
    view.set("info", info);
    view.set("data", data);
    return view;
  }

  /** The latest of each metric on each data set, and of each where that was on none. */
  private static List<MetricPoint> points(Run model) {
    List<MetricPoint> points = new ArrayList<>(model.measured());
    model.metrics().values().stream()
        .filter(point -> model.measured().stream().noneMatch(on -> isSame(point, on)))
        .forEach(points::add);
    points.sort(Comparator.comparing(MetricPoint::key));
    return points;
  }

  private static boolean isSame(MetricPoint point, MetricPoint measured) {
    return measured.key().equals(point.key())
        && MetricPoint.BY_RECENCY.compare(point, measured) == 0;
  }

  /** The data set that a metric or a search names. */
  static DatasetKey dataset(Fields fields) {
    return new DatasetKey(fields.text("dataset_name"), fields.textOrEmpty("dataset_digest"));
  }

  private static void addFree(ArrayNode tags, String key, String value) {
    if (!key.startsWith(RESERVED)) {
      tags.add(Views.object().put("key", key).put("value", value));
    }
  }

  /** The models that a run read or left, as its tag keeps them. */
  static ArrayNode linked(Run run, String tag) {
    return read(Optional.ofNullable(run.tags().get(tag)));
  }

  /** Adds models to those that the run has told of before. */
  static void link(Tracking tracking, RunId run, String tag, List<ObjectNode> more, Actor actor) {
    tracking.rewriteTag(run, tag, before -> read(before).addAll(more).toString(), actor);
  }

  private static ArrayNode read(Optional<String> tag) {
    ArrayNode models = Views.object().arrayNode();
    try {
      JSON.readTree(tag.orElse("[]")).forEach(models::add);
    } catch (JsonProcessingException notOurs) {
      // Tags of runs are free, and what somebody else wrote there is no list of models.
      models.removeAll();
    }
    return models;
  }
}
