package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.catalogue.CatalogueQuery;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Filter;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunPage;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.RunUpdate;
import org.plumbline.registry.tracking.Tracking;

/** The routes of models that runs leave, as the third release of the wire has them. */
final class LoggedModelAnswers {
  private static final int REGISTRATIONS = 100;

  private final Tracking tracking;
  private final Catalogue catalogue;

  LoggedModelAnswers(Tracking tracking, Catalogue catalogue) {
    this.tracking = tracking;
    this.catalogue = catalogue;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.of(
        MlflowRoute.CREATE_LOGGED_MODEL, this::create,
        MlflowRoute.SEARCH_LOGGED_MODELS, this::search,
        MlflowRoute.FIND_LOGGED_MODEL, this::find,
        MlflowRoute.FINALIZE_LOGGED_MODEL, this::end,
        MlflowRoute.DELETE_LOGGED_MODEL, this::delete,
        MlflowRoute.TAG_LOGGED_MODEL, this::tag,
        MlflowRoute.UNTAG_LOGGED_MODEL, this::untag,
        MlflowRoute.LOG_MODEL_PARAMS, this::params,
        MlflowRoute.LIST_MODEL_ARTIFACTS, this::artifacts,
        MlflowRoute.LOG_OUTPUTS, this::outputs);
  }

  private ObjectNode create(Call call) {
    Fields fields = call.fields();
    Map<String, String> tags = new TreeMap<>(Pairs.read(fields, "tags"));
    LoggedModels.demandFree(tags);
    put(tags, LoggedModels.TYPE, fields.textOrEmpty("model_type"));
    String run = fields.textOrEmpty("source_run_id");
    if (!run.isEmpty()) {
      put(tags, LoggedModels.SOURCE_RUN, tracking.loadRun(new RunId(run)).id().hex());
    }
    RunBatch params = RunBatch.params(Pairs.read(fields, "params"));
    RunStart start =
        RunStart.in(ExperimentId.parse(fields.text("experiment_id"))).tagged(tags).asLoggedModel();
    String name = fields.textOrEmpty("name");
    Run created =
        tracking.startRun(
            name.isEmpty() ? start : start.named(LoggedModels.name(name)), call.actor());
    tracking.log(created.id(), params, call.actor());
    return shown(tracking.loadRun(created.id()));
  }

  private static void put(Map<String, String> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.put(key, value);
    }
  }

  private static ObjectNode shown(Run model) {
    ObjectNode answer = Views.object();
    answer.set("model", LoggedModels.view(model));
    return answer;
  }

  private Run model(Call call) {
    return LoggedModels.load(tracking, "model_id", call.fields().text("model_id"));
  }

  private ObjectNode find(Call call) {
    Run model = model(call);
    ObjectNode view = LoggedModels.view(model);
    ArrayNode registrations = ((ObjectNode) view.get("info")).putArray("registrations");
    var source =
        new Condition.Textual(
            Field.attribute("source_path"), true, "models:/" + LoggedModels.text(model.id()));
    catalogue
        .listVersions(
            new CatalogueQuery(new Filter(List.of(source)), List.of(), REGISTRATIONS, null))
        .entries()
        .forEach(
            version ->
                registrations.add(
                    Views.object()
                        .put("name", version.id().model().value())
                        .put("version", version.id().number().toString())));
    ObjectNode answer = Views.object();
    answer.set("model", view);
    return answer;
  }

  private ObjectNode search(Call call) {
    RunPage page = tracking.searchRuns(LoggedModelSearch.query(call.fields()));
    ObjectNode answer = Views.object();
    ArrayNode models = answer.putArray("models");
    page.runs().forEach(model -> models.add(LoggedModels.view(model)));
    page.next().ifPresent(next -> answer.put("next_page_token", next));
    return answer;
  }

  private ObjectNode end(Call call) {
    RunId id = model(call).id();
    var _ =
        tracking.updateRun(
            id, RunUpdate.status(LoggedModels.end(call.fields().text("status"))), call.actor());
    return shown(tracking.loadRun(id));
  }

  private ObjectNode delete(Call call) {
    tracking.deleteRun(model(call).id(), call.actor());
    return Views.object();
  }

  private ObjectNode tag(Call call) {
    RunId id = model(call).id();
    Map<String, String> tags = Pairs.read(call.fields(), "tags");
    LoggedModels.demandFree(tags);
    tags.forEach((key, value) -> tracking.tag(id, key, value, call.actor()));
    return shown(tracking.loadRun(id));
  }

  private ObjectNode untag(Call call) {
    String key = call.fields().text("tag_key");
    LoggedModels.demandFree(Map.of(key, ""));
    tracking.untag(model(call).id(), key, call.actor());
    return Views.object();
  }

  private ObjectNode params(Call call) {
    tracking.log(
        model(call).id(), RunBatch.params(Pairs.read(call.fields(), "params")), call.actor());
    return Views.object();
  }

  private ObjectNode artifacts(Call call) {
    String directory = call.fields().textOrEmpty("artifact_directory_path");
    return ArtifactAnswers.list(tracking, model(call), directory);
  }

  /** The models that a run left are added to those that it has told of before. */
  private ObjectNode outputs(Call call) {
    Run run = tracking.loadRun(RunAnswers.id(call));
    List<ObjectNode> outputs = new ArrayList<>();
    for (Fields output : call.fields().objects("models")) {
      Run model = LoggedModels.load(tracking, "model_id", output.text("model_id"));
      outputs.add(
          Views.object()
              .put("model_id", LoggedModels.text(model.id()))
              .put("step", output.findNumber("step").orElse(0L)));
    }
    LoggedModels.link(tracking, run.id(), LoggedModels.OUTPUTS, outputs, call.actor());
    return Views.object();
  }
}
