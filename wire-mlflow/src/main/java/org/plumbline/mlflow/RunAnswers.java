package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.RunPage;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunTags;
import org.plumbline.registry.tracking.RunUpdate;
import org.plumbline.registry.tracking.Tracking;

/** The routes of runs as a whole. */
final class RunAnswers {
  private final Tracking tracking;

  RunAnswers(Tracking tracking) {
    this.tracking = tracking;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.of(
        MlflowRoute.CREATE_RUN, this::create,
        MlflowRoute.FIND_RUN, this::find,
        MlflowRoute.UPDATE_RUN, this::update,
        MlflowRoute.DELETE_RUN, this::delete,
        MlflowRoute.RESTORE_RUN, this::restore,
        MlflowRoute.SEARCH_RUNS, this::search,
        MlflowRoute.SET_TAG, this::tag,
        MlflowRoute.DELETE_TAG, this::untag);
  }

  /** The run's author is who signed in, whatever {@code user_id} says. */
  private ObjectNode create(Call call) {
    Fields fields = call.fields();
    Map<String, String> tags = Pairs.read(fields, "tags");
    String name = fields.textOrEmpty("run_name");
    String tagged = tags.getOrDefault(RunTags.NAME, "");
    if (!name.isEmpty() && !tagged.isEmpty() && !name.equals(tagged)) {
      throw Fields.invalid(
          "run_name", name, "the same as the tag " + RunTags.NAME + ", which is " + tagged);
    }
    String chosen = name.isEmpty() ? tagged : name;
    RunStart start = RunStart.in(ExperimentId.parse(experiment(fields))).tagged(tags);
    if (!chosen.isEmpty()) {
      start = start.named(chosen);
    }
    Instant startedAt = time(fields, "start_time");
    if (startedAt != null) {
      start = start.at(startedAt);
    }
    return shown(tracking.startRun(start, call.actor()));
  }

  private static String experiment(Fields fields) {
    return fields.find("experiment_id").filter(id -> !id.isEmpty()).orElse("0");
  }

  private ObjectNode find(Call call) {
    return shown(tracking.loadRun(id(call)));
  }

  private static ObjectNode shown(Run run) {
    ObjectNode answer = Views.object();
    answer.set("run", Views.run(run));
    return answer;
  }

  private ObjectNode update(Call call) {
    Fields fields = call.fields();
    RunInfo updated =
        tracking.updateRun(
            id(call),
            new RunUpdate(
                fields.find("run_name").orElse(null),
                fields.choice("status", RunStatus.class).orElse(null),
                time(fields, "end_time")),
            call.actor());
    ObjectNode answer = Views.object();
    answer.set("run_info", Views.info(updated));
    return answer;
  }

  private ObjectNode delete(Call call) {
    tracking.deleteRun(id(call), call.actor());
    return Views.object();
  }

  private ObjectNode restore(Call call) {
    tracking.restoreRun(id(call), call.actor());
    return Views.object();
  }

  private ObjectNode search(Call call) {
    Fields fields = call.fields();
    FilterParser parser = FilterParser.runs();
    RunPage page =
        tracking.searchRuns(
            new RunQuery(
                fields.texts("experiment_ids").stream().map(ExperimentId::parse).toList(),
                parser.parse(fields.textOrEmpty("filter")),
                Pairs.view(fields, "run_view_type"),
                fields.texts("order_by").stream().map(parser::parseOrder).toList(),
                fields.limit(1_000, 50_000),
                Pairs.pageToken(fields)));
    ObjectNode answer = Views.object();
    ArrayNode runs = answer.putArray("runs");
    page.runs().forEach(run -> runs.add(Views.run(run)));
    page.next().ifPresent(next -> answer.put("next_page_token", next));
    return answer;
  }

  /** The tag of the name renames the run, as clients expect. */
  private ObjectNode tag(Call call) {
    String key = call.fields().text("key");
    String value = call.fields().textOrEmpty("value");
    if (key.equals(RunTags.NAME)) {
      var _ = tracking.updateRun(id(call), RunUpdate.name(value), call.actor());
    }
    tracking.tag(id(call), key, value, call.actor());
    return Views.object();
  }

  private ObjectNode untag(Call call) {
    tracking.untag(id(call), call.fields().text("key"), call.actor());
    return Views.object();
  }

  /** The run that a request is about; older clients name it by {@code run_uuid}. */
  static RunId id(Call call) {
    return new RunId(call.fields().either("run_id", "run_uuid"));
  }

  private static @Nullable Instant time(Fields fields, String name) {
    Optional<Long> millis = fields.findNumber(name);
    return millis.map(at -> instant(name, at)).orElse(null);
  }

  /** A time of the wire; what a database cannot keep is refused. */
  static Instant instant(String name, long millis) {
    if (Math.abs(millis) > 8_640_000_000_000_000L / 100) {
      throw Fields.invalid(name, Long.toString(millis), "milliseconds since 1970, before 4700");
    }
    return Instant.ofEpochMilli(millis);
  }
}
