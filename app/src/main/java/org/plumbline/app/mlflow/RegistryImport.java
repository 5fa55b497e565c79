package org.plumbline.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.Tag;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.catalogue.ModelEntry;
import org.plumbline.registry.catalogue.VersionDraft;
import org.plumbline.registry.catalogue.VersionEntry;
import org.plumbline.registry.catalogue.VersionOrigin;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.Tracking;

/**
 * Takes over registered models of another tracking store, with their versions, aliases and tags:
 * versions of our own where their files can be scored here, foreign ones otherwise. Runs come
 * before, since versions are made of the files that they left.
 *
 * <p>A version bears its number there in a tag, by which the next import passes it over. What
 * serves there does not serve here: that takes a change request.
 */
public final class RegistryImport {
  private static final String PAGE = "1000";
  private static final String NAME = "mlflow.registered-model";
  private static final String NUMBER = "mlflow.version";
  private static final String STAGE = "mlflow.stage";

  private final TrackingServer source;
  private final Tracking tracking;
  private final Catalogue catalogue;
  private final Stewardship stewardship;
  private final Actor author;
  private final ImportTally tally;
  private final Consumer<String> progress;

  public RegistryImport(
      TrackingServer source,
      Tracking tracking,
      Catalogue catalogue,
      Stewardship stewardship,
      Actor author,
      ImportTally tally,
      Consumer<String> progress) {
    this.source = source;
    this.tracking = tracking;
    this.catalogue = catalogue;
    this.stewardship = stewardship;
    this.author = author;
    this.tally = tally;
    this.progress = progress;
    tally.tellOf("models", "versions", "versionsThereAlready", "aliases");
  }

  /** Takes over all models. */
  public void run() {
    TrackingServer.pages(
        token -> source.get("registered-models/search", page(token)),
        "registered_models",
        model -> {
          String name = model.path("name").asText();
          tally.tried("model " + name, () -> take(name, model));
          progress.accept("%s: %s versions".formatted(name, tally.of("versions")));
        });
  }

  private void take(String name, JsonNode told) {
    ModelEntry model = opened(name, told);
    ModelName ours = model.card().model();
    tally.count("models", 1);
    Map<Integer, VersionEntry> here = new TreeMap<>();
    catalogue
        .versions(ours)
        .forEach(version -> number(version).ifPresent(number -> here.put(number, version)));
    for (JsonNode version : versions(name)) {
      int number = version.path("version").asInt();
      if (here.containsKey(number)) {
        tally.count("versionsThereAlready", 1);
      } else {
        tally.tried(
            "version " + name + " v" + number, () -> here.put(number, take(ours, number, version)));
      }
    }
    for (JsonNode alias : told.path("aliases")) {
      String word = alias.path("alias").asText();
      tally.tried(
          "alias " + name + "@" + word,
          () -> alias(model, word, here.get(alias.path("version").asInt())));
    }
  }

  /** The model here; its name is theirs in the signs that ours allow. */
  private ModelEntry opened(String name, JsonNode told) {
    var ours =
        new ModelName(
            name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[._-]+", ""));
    Optional<ModelEntry> there = catalogue.find(ours);
    if (there.isPresent()) {
      demandSame(there.get(), name);
      return there.get();
    }
    List<Tag> tags = tags("model " + name, told);
    tags.add(new Tag(NAME, name));
    return catalogue.create(ours, told.path("description").asText(""), tags, author);
  }

  private static void demandSame(ModelEntry model, String name) {
    String ours = model.card().model().value();
    String origin = value(model.tags(), NAME).orElse(ours);
    if (!origin.equals(name)) {
      throw PlumblineException.of(
          ErrorCode.CONFLICT,
          "it would be '%s' here, which is taken by '%s': rename it there".formatted(ours, origin));
    }
  }

  private List<JsonNode> versions(String name) {
    String quote = name.contains("'") ? "\"" : "'";
    List<JsonNode> found = new ArrayList<>();
    TrackingServer.pages(
        token -> {
          Map<String, String> query = page(token);
          query.put("filter", "name = " + quote + name + quote);
          return source.get("model-versions/search", query);
        },
        "model_versions",
        found::add);
    found.sort(Comparator.comparingInt(version -> version.path("version").asInt()));
    return found;
  }

  private VersionEntry take(ModelName model, int number, JsonNode told) {
    List<Tag> tags = tags("version " + model + " v" + number, told);
    String stage = told.path("current_stage").asText("");
    if (!stage.isEmpty() && !stage.equals("None")) {
      tags.add(new Tag(STAGE, stage));
    }
    tags.add(new Tag(NUMBER, Integer.toString(number)));
    var origin =
        new VersionOrigin(told.path("source").asText(), run(told.path("run_id").asText("")), null);
    VersionEntry version =
        catalogue.register(
            new VersionDraft(model, origin, told.path("description").asText(""), tags), author);
    tally.count("versions", 1);
    return version;
  }

  private @Nullable RunId run(String id) {
    return id.isEmpty() || tracking.findRun(new RunId(id)).isEmpty() ? null : new RunId(id);
  }

  private void alias(ModelEntry model, String word, @Nullable VersionEntry version) {
    var name = new AliasName(word.toLowerCase(Locale.ROOT));
    if (version == null) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "its version was not taken over");
    }
    VersionId id = version.id();
    if (!id.number().equals(model.aliases().get(name))) {
      stewardship.alias(id, name, author);
      tally.count("aliases", 1);
    }
  }

  private List<Tag> tags(String what, JsonNode told) {
    List<Tag> tags = new ArrayList<>();
    for (JsonNode tag : told.path("tags")) {
      String key = tag.path("key").asText();
      tally.tried(
          "tag " + key + " of " + what, () -> tags.add(new Tag(key, tag.path("value").asText(""))));
    }
    return tags;
  }

  private static Optional<Integer> number(VersionEntry version) {
    return value(version.tags(), NUMBER)
        .filter(number -> number.matches("[0-9]{1,9}"))
        .map(Integer::valueOf);
  }

  private static Optional<String> value(List<Tag> tags, String key) {
    return tags.stream().filter(tag -> tag.key().equals(key)).map(Tag::value).findFirst();
  }

  private static Map<String, String> page(String token) {
    Map<String, String> query = new TreeMap<>(Map.of("max_results", PAGE));
    if (!token.isEmpty()) {
      query.put("page_token", token);
    }
    return query;
  }
}
