package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.Experiment;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.ExperimentPage;
import org.plumbline.registry.tracking.ExperimentQuery;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.Tracking;

/** The routes of experiments. */
final class ExperimentAnswers {
  private final Tracking tracking;

  ExperimentAnswers(Tracking tracking) {
    this.tracking = tracking;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.of(
        MlflowRoute.CREATE_EXPERIMENT, this::create,
        MlflowRoute.SEARCH_EXPERIMENTS, this::search,
        MlflowRoute.SEARCH_EXPERIMENTS_BY_QUERY, this::search,
        MlflowRoute.FIND_EXPERIMENT, this::find,
        MlflowRoute.FIND_EXPERIMENT_BY_NAME, this::findByName,
        MlflowRoute.UPDATE_EXPERIMENT, this::update,
        MlflowRoute.DELETE_EXPERIMENT, this::delete,
        MlflowRoute.RESTORE_EXPERIMENT, this::restore,
        MlflowRoute.TAG_EXPERIMENT, this::tag);
  }

  private ObjectNode create(Call call) {
    String location = call.fields().textOrEmpty("artifact_location");
    Experiment created =
        AlreadyExists.named(
            () ->
                tracking
                    .experiments()
                    .create(
                        call.fields().text("name"),
                        location.isEmpty() ? null : location,
                        Pairs.read(call.fields(), "tags"),
                        call.actor()));
    return Views.object().put("experiment_id", created.id().toString());
  }

  private ObjectNode search(Call call) {
    Fields fields = call.fields();
    FilterParser parser = FilterParser.experiments();
    ExperimentPage page =
        tracking
            .experiments()
            .list(
                new ExperimentQuery(
                    parser.parse(fields.textOrEmpty("filter")),
                    Pairs.view(fields, "view_type"),
                    fields.texts("order_by").stream().map(parser::parseOrder).toList(),
                    fields.limit(1_000, 50_000),
                    Pairs.pageToken(fields)));
    ObjectNode answer = Views.object();
    ArrayNode found = answer.putArray("experiments");
    page.experiments().forEach(experiment -> found.add(Views.experiment(experiment)));
    page.next().ifPresent(next -> answer.put("next_page_token", next));
    return answer;
  }

  private ObjectNode find(Call call) {
    return shown(tracking.experiments().load(id(call)));
  }

  private ObjectNode findByName(Call call) {
    String name = call.fields().text("experiment_name");
    return shown(
        tracking
            .experiments()
            .find(name)
            .orElseThrow(
                () ->
                    PlumblineException.of(
                        ErrorCode.NOT_FOUND,
                        "Could not find experiment with name '" + name + "'")));
  }

  private static ObjectNode shown(Experiment experiment) {
    ObjectNode answer = Views.object();
    answer.set("experiment", Views.experiment(experiment));
    return answer;
  }

  private ObjectNode update(Call call) {
    String name = call.fields().text("new_name");
    var _ = AlreadyExists.named(() -> tracking.experiments().rename(id(call), name, call.actor()));
    return Views.object();
  }

  private ObjectNode delete(Call call) {
    tracking.experiments().delete(id(call), call.actor());
    return Views.object();
  }

  private ObjectNode restore(Call call) {
    tracking.experiments().restore(id(call), call.actor());
    return Views.object();
  }

  private ObjectNode tag(Call call) {
    tracking
        .experiments()
        .tag(id(call), call.fields().text("key"), call.fields().textOrEmpty("value"), call.actor());
    return Views.object();
  }

  private static ExperimentId id(Call call) {
    return ExperimentId.parse(call.fields().text("experiment_id"));
  }
}
