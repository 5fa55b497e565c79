package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.FactsChange;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Tag;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.catalogue.CataloguePage;
import org.plumbline.registry.catalogue.CatalogueQuery;
import org.plumbline.registry.catalogue.ModelEntry;
import org.plumbline.registry.catalogue.VersionEntry;
import org.plumbline.registry.tracking.FilterParser;

/** The routes of registered models, their tags and aliases. */
final class ModelAnswers {
  /** Clients keep texts for language models in the registry, marked by this tag. */
  private static final String PROMPT = "mlflow.prompt.is_prompt";

  private final Catalogue catalogue;
  private final Stewardship stewardship;
  private final Approvals approvals;

  ModelAnswers(Catalogue catalogue, Stewardship stewardship, Approvals approvals) {
    this.catalogue = catalogue;
    this.stewardship = stewardship;
    this.approvals = approvals;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.ofEntries(
        Map.entry(MlflowRoute.CREATE_MODEL, this::create),
        Map.entry(MlflowRoute.FIND_MODEL, this::find),
        Map.entry(MlflowRoute.SEARCH_MODELS, this::search),
        Map.entry(MlflowRoute.UPDATE_MODEL, this::update),
        Map.entry(MlflowRoute.RENAME_MODEL, this::rename),
        Map.entry(MlflowRoute.DELETE_MODEL, this::delete),
        Map.entry(MlflowRoute.LATEST_VERSIONS, this::latest),
        Map.entry(MlflowRoute.LATEST_VERSIONS_BY_QUERY, this::latest),
        Map.entry(MlflowRoute.TAG_MODEL, this::tag),
        Map.entry(MlflowRoute.UNTAG_MODEL, this::untag),
        Map.entry(MlflowRoute.SET_ALIAS, this::alias),
        Map.entry(MlflowRoute.DELETE_ALIAS, this::removeAlias),
        Map.entry(MlflowRoute.FIND_ALIAS, this::findAlias));
  }

  private ObjectNode create(Call call) {
    List<Tag> tags = tags(call.fields());
    if (tags.stream().anyMatch(tag -> tag.key().equals(PROMPT))) {
      throw Fields.invalid(
          "tags", PROMPT, "the tags of a model: prompts are not kept here, only models are");
    }
    String description = call.fields().textOrEmpty("description");
    return shown(
        AlreadyExists.named(() -> catalogue.create(name(call), description, tags, call.actor())));
  }

  static List<Tag> tags(Fields fields) {
    return Pairs.read(fields, "tags").entrySet().stream()
        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
        .toList();
  }

  private ObjectNode find(Call call) {
    return shown(catalogue.load(name(call)));
  }

  private static ObjectNode shown(ModelEntry model) {
    ObjectNode answer = Views.object();
    answer.set("registered_model", ModelViews.model(model));
    return answer;
  }

  private ObjectNode search(Call call) {
    Fields fields = call.fields();
    FilterParser parser = CatalogueQuery.models();
    CataloguePage<ModelEntry> page =
        catalogue.listModels(
            new CatalogueQuery(
                parser.parse(fields.textOrEmpty("filter")),
                fields.texts("order_by").stream().map(parser::parseOrder).toList(),
                fields.limit(100, 1_000),
                Pairs.pageToken(fields)));
    ObjectNode answer = Views.object();
    ArrayNode found = answer.putArray("registered_models");
    page.entries().forEach(model -> found.add(ModelViews.model(model)));
    page.next().ifPresent(next -> answer.put("next_page_token", next));
    return answer;
  }

  private ObjectNode update(Call call) {
    String description = call.fields().find("description").orElse(null);
    ModelEntry model = catalogue.load(name(call));
    var _ =
        stewardship.describe(
            name(call),
            new FactsChange(description, null, null, null),
            model.card().revision(),
            call.actor());
    return shown(catalogue.load(name(call)));
  }

  /** The name stands in signatures, in the log and in the audit chain. */
  private ObjectNode rename(Call call) {
    ModelEntry model = catalogue.load(name(call));
    throw PlumblineException.of(
        ErrorCode.REFUSED,
        "Model "
            + model.card().model()
            + " keeps its name, which its versions are signed under and its history is kept by:"
            + " create another model and register versions there");
  }

  private ObjectNode delete(Call call) {
    catalogue.delete(name(call), call.actor());
    return Views.object();
  }

  private ObjectNode latest(Call call) {
    Set<Stages> wanted = new TreeSet<>();
    call.fields().texts("stages").forEach(stage -> wanted.add(Stages.parse("stages", stage)));
    ObjectNode answer = Views.object();
    ArrayNode found = answer.putArray("model_versions");
    for (VersionEntry version : ModelViews.latest(catalogue.load(name(call)))) {
      if (wanted.isEmpty() || wanted.contains(Stages.of(version.stage()))) {
        found.add(ModelViews.version(version));
      }
    }
    return answer;
  }

  private ObjectNode tag(Call call) {
    var tag = new Tag(call.fields().text("key"), call.fields().textOrEmpty("value"));
    stewardship.tag(Subject.of(name(call)), tag, call.actor());
    return Views.object();
  }

  /** As MLflow does, a tag that is not there is none to complain of. */
  private ObjectNode untag(Call call) {
    String key = call.fields().text("key");
    ModelEntry model = catalogue.load(name(call));
    if (model.tags().stream().anyMatch(tag -> tag.key().equals(key))) {
      stewardship.untag(Subject.of(name(call)), key, call.actor());
    }
    return Views.object();
  }

  private ObjectNode alias(Call call) {
    VersionId id = VersionAnswers.id(call);
    AliasName alias = alias(call.fields());
    if (!alias.followsServing()) {
      var _ = stewardship.alias(id, alias, call.actor());
      return Views.object();
    }
    VersionEntry version = catalogue.load(id);
    if (!id.number().equals(ModelViews.aliases(catalogue.load(id.model())).get(alias))) {
      throw approvals.refused(call, version, alias);
    }
    return Views.object();
  }

  private ObjectNode removeAlias(Call call) {
    AliasName alias = alias(call.fields());
    ModelEntry model = catalogue.load(name(call));
    if (alias.followsServing() || model.aliases().containsKey(alias)) {
      stewardship.removeAlias(name(call), alias, call.actor());
    }
    return Views.object();
  }

  private ObjectNode findAlias(Call call) {
    AliasName alias = alias(call.fields());
    VersionNumber version = ModelViews.aliases(catalogue.load(name(call))).get(alias);
    if (version == null) {
      throw PlumblineException.of(
          ErrorCode.NOT_FOUND, "Registered model alias " + alias + " not found.");
    }
    return VersionAnswers.shown(catalogue.load(new VersionId(name(call), version)));
  }

  private static AliasName alias(Fields fields) {
    return new AliasName(fields.text("alias"));
  }

  /** The model that a request names; what our names do not allow is refused with the rule. */
  static ModelName name(Call call) {
    return new ModelName(call.fields().text("name"));
  }
}
