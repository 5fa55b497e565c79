package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Tag;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.catalogue.CataloguePage;
import org.plumbline.registry.catalogue.CatalogueQuery;
import org.plumbline.registry.catalogue.VersionDraft;
import org.plumbline.registry.catalogue.VersionEntry;
import org.plumbline.registry.catalogue.VersionOrigin;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.RunId;

/** The routes of model versions. */
final class VersionAnswers {
  private final Catalogue catalogue;
  private final Stewardship stewardship;
  private final Approvals approvals;

  VersionAnswers(Catalogue catalogue, Stewardship stewardship, Approvals approvals) {
    this.catalogue = catalogue;
    this.stewardship = stewardship;
    this.approvals = approvals;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.of(
        MlflowRoute.CREATE_VERSION, this::create,
        MlflowRoute.FIND_VERSION, this::find,
        MlflowRoute.SEARCH_VERSIONS, this::search,
        MlflowRoute.UPDATE_VERSION, this::update,
        MlflowRoute.DELETE_VERSION, this::delete,
        MlflowRoute.TRANSITION_STAGE, this::transition,
        MlflowRoute.DOWNLOAD_URI, this::downloadUri,
        MlflowRoute.TAG_VERSION, this::tag,
        MlflowRoute.UNTAG_VERSION, this::untag);
  }

  private ObjectNode create(Call call) {
    Fields fields = call.fields();
    Optional<RunId> run = fields.find("run_id").filter(id -> !id.isEmpty()).map(RunId::new);
    var origin =
        new VersionOrigin(
            fields.text("source"), run.orElse(null), fields.find("run_link").orElse(null));
    return shown(
        catalogue.register(
            new VersionDraft(
                ModelAnswers.name(call),
                origin,
                fields.textOrEmpty("description"),
                ModelAnswers.tags(fields)),
            call.actor()));
  }

  private ObjectNode find(Call call) {
    return shown(catalogue.load(id(call)));
  }

  static ObjectNode shown(VersionEntry version) {
    ObjectNode answer = Views.object();
    answer.set("model_version", ModelViews.version(version));
    return answer;
  }

  private ObjectNode search(Call call) {
    Fields fields = call.fields();
    FilterParser parser = CatalogueQuery.versions();
    CataloguePage<VersionEntry> page =
        catalogue.listVersions(
            new CatalogueQuery(
                parser.parse(fields.textOrEmpty("filter")),
                fields.texts("order_by").stream().map(parser::parseOrder).toList(),
                fields.limit(10_000, CatalogueQuery.MOST),
                Pairs.pageToken(fields)));
    ObjectNode answer = Views.object();
    ArrayNode found = answer.putArray("model_versions");
    page.entries().forEach(version -> found.add(ModelViews.version(version)));
    page.next().ifPresent(next -> answer.put("next_page_token", next));
    return answer;
  }

  private ObjectNode update(Call call) {
    Optional<String> description = call.fields().find("description");
    VersionId id = id(call);
    return shown(
        description.isPresent()
            ? catalogue.describe(id, description.get(), call.actor())
            : catalogue.load(id));
  }

  private ObjectNode delete(Call call) {
    catalogue.delete(id(call), call.actor());
    return Views.object();
  }

  private ObjectNode transition(Call call) {
    Stages stage = Stages.parse("stage", call.fields().text("stage"));
    VersionEntry version = catalogue.load(id(call));
    approvals.demandStage(call, version, stage);
    return shown(version);
  }

  private ObjectNode downloadUri(Call call) {
    return Views.object().put("artifact_uri", catalogue.load(id(call)).origin().source());
  }

  private ObjectNode tag(Call call) {
    var tag = new Tag(call.fields().text("key"), call.fields().textOrEmpty("value"));
    stewardship.tag(Subject.of(id(call)), tag, call.actor());
    return Views.object();
  }

  /** As MLflow does, a tag that is not there is none to complain of. */
  private ObjectNode untag(Call call) {
    String key = call.fields().text("key");
    VersionEntry version = catalogue.load(id(call));
    if (version.tags().stream().anyMatch(tag -> tag.key().equals(key))) {
      stewardship.untag(Subject.of(version.id()), key, call.actor());
    }
    return Views.object();
  }

  static VersionId id(Call call) {
    long number = call.fields().number("version");
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw Fields.invalid("version", Long.toString(number), "the number of a version");
    }
    return new VersionId(ModelAnswers.name(call), new VersionNumber((int) number));
  }
}
