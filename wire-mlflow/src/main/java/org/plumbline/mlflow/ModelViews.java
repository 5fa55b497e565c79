package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.Tag;
import org.plumbline.registry.catalogue.ModelEntry;
import org.plumbline.registry.catalogue.VersionEntry;

/** Models and versions in the JSON of the wire. */
final class ModelViews {
  private ModelViews() {}

  static ObjectNode model(ModelEntry model) {
    ObjectNode view =
        Views.object()
            .put("name", model.card().model().value())
            .put("creation_timestamp", model.card().createdAt().toEpochMilli())
            .put("last_updated_timestamp", model.card().updatedAt().toEpochMilli())
            .put("user_id", model.card().owner())
            .put("description", model.card().description());
    ArrayNode latest = view.putArray("latest_versions");
    latest(model).forEach(version -> latest.add(version(version)));
    view.set("tags", tags(model.tags()));
    ArrayNode aliases = view.putArray("aliases");
    aliases(model)
        .forEach(
            (alias, version) ->
                aliases.add(
                    Views.object().put("alias", alias.value()).put("version", version.toString())));
    return view;
  }

  /** The newest version of each stage of the wire, of which two of ours are one. */
  static Collection<VersionEntry> latest(ModelEntry model) {
    Map<Stages, VersionEntry> latest = new EnumMap<>(Stages.class);
    Comparator<VersionEntry> byNumber = Comparator.comparing(version -> version.id().number());
    for (VersionEntry version : model.latest()) {
      latest.merge(
          Stages.of(version.stage()),
          version,
          (one, other) -> byNumber.compare(one, other) >= 0 ? one : other);
    }
    return latest.values();
  }

  /** The aliases that people gave, and those that follow what serves. */
  static Map<AliasName, VersionNumber> aliases(ModelEntry model) {
    Map<AliasName, VersionNumber> aliases = new TreeMap<>(model.aliases());
    for (AliasName following : List.of(AliasName.CHAMPION, AliasName.CHALLENGER)) {
      model.latest().stream()
          .filter(version -> version.follows(following))
          .max(Comparator.comparing(VersionEntry::stage))
          .ifPresent(version -> aliases.put(following, version.id().number()));
    }
    return aliases;
  }

  static ObjectNode version(VersionEntry version) {
    ObjectNode view =
        Views.object()
            .put("name", version.id().model().value())
            .put("version", version.id().number().toString())
            .put("creation_timestamp", version.createdAt().toEpochMilli())
            .put("last_updated_timestamp", version.updatedAt().toEpochMilli())
            .put("user_id", version.author())
            .put("current_stage", Stages.of(version.stage()).wireName())
            .put("description", version.description())
            .put("source", version.origin().source())
            .put("run_id", version.origin().run() == null ? "" : version.origin().run().hex())
            .put("status", "READY");
    if (version.isForeign()) {
      view.put("status_message", "Cannot serve: " + version.unserved());
    }
    if (version.origin().runLink() != null) {
      view.put("run_link", version.origin().runLink());
    }
    if (version.origin().source().startsWith("models:/m-")) {
      view.put("model_id", version.origin().source().substring("models:/".length()));
    }
    view.set("tags", tags(version.tags()));
    ArrayNode aliases = view.putArray("aliases");
    version.aliases().forEach(alias -> aliases.add(alias.value()));
    return view;
  }

  private static ArrayNode tags(List<Tag> tags) {
    ArrayNode views = Views.object().arrayNode();
    tags.forEach(tag -> views.add(Views.object().put("key", tag.key()).put("value", tag.value())));
    return views;
  }
}
