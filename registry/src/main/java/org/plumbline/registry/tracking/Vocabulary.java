package org.plumbline.registry.tracking;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fields that a filter over some kind of object may name. Immutable. */
public final class Vocabulary {
  /** What the values of an attribute are. */
  public enum Type {
    TEXT,
    /** Milliseconds since 1970, or an ISO-8601 date or instant in quotes. */
    TIME
  }

  /** The fields of runs. */
  public static final Vocabulary RUNS =
      new Vocabulary(EnumSet.allOf(Field.Kind.class))
          .attribute("run_id", Type.TEXT, "id", "run id")
          .attribute("run_name", Type.TEXT, "name", "run name")
          .attribute("status", Type.TEXT)
          .attribute("artifact_uri", Type.TEXT, "artifact uri")
          .attribute("user_id", Type.TEXT, "user", "user id", "author")
          .attribute("start_time", Type.TIME, "created", "started", "start time")
          .attribute("end_time", Type.TIME, "ended", "end time");

  /** The fields of experiments. */
  public static final Vocabulary EXPERIMENTS =
      new Vocabulary(EnumSet.of(Field.Kind.TAG, Field.Kind.ATTRIBUTE))
          .attribute("name", Type.TEXT, "experiment_name")
          .attribute("experiment_id", Type.TEXT, "id")
          .attribute("creation_time", Type.TIME, "created", "created_at")
          .attribute("last_update_time", Type.TIME, "last_updated", "updated_at");

  /** The fields of models that runs left; type and run stand in tags. */
  public static final Vocabulary LOGGED_MODELS =
      new Vocabulary(
              EnumSet.of(Field.Kind.METRIC, Field.Kind.PARAM, Field.Kind.TAG, Field.Kind.ATTRIBUTE))
          .attribute("run_id", Type.TEXT, "model_id")
          .attribute("run_name", Type.TEXT, "name")
          .attribute("status", Type.TEXT)
          .attribute("artifact_uri", Type.TEXT, "artifact_location")
          .attribute("model_type", Type.TEXT)
          .attribute("source_run_id", Type.TEXT)
          .attribute("start_time", Type.TIME, "creation_timestamp", "creation_time")
          .attribute("end_time", Type.TIME, "last_updated_timestamp");

  private static final Map<String, Field.Kind> PREFIXES = prefixes();
  private static final Set<String> DATASET_PARTS = Set.of("name", "digest", "context");

  private final Set<Field.Kind> kinds;
  private final Map<String, Type> types = new TreeMap<>();
  private final Map<String, String> names = new HashMap<>();

  private Vocabulary(Set<Field.Kind> kinds) {
    this.kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
  }

  /** A vocabulary of other objects, such as models; attributes are added before it is used. */
  public static Vocabulary of(Set<Field.Kind> kinds, Map<String, Type> attributes) {
    var vocabulary = new Vocabulary(kinds);
    attributes.forEach(vocabulary::attribute);
    return vocabulary;
  }

  private static Map<String, Field.Kind> prefixes() {
    Map<String, Field.Kind> prefixes = new HashMap<>();
    for (String word : new String[] {"metric", "metrics"}) {
      prefixes.put(word, Field.Kind.METRIC);
    }
    for (String word : new String[] {"param", "params", "parameter", "parameters"}) {
      prefixes.put(word, Field.Kind.PARAM);
    }
    for (String word : new String[] {"tag", "tags"}) {
      prefixes.put(word, Field.Kind.TAG);
    }
    for (String word : new String[] {"attribute", "attributes", "attr", "run"}) {
      prefixes.put(word, Field.Kind.ATTRIBUTE);
    }
    for (String word : new String[] {"dataset", "datasets"}) {
      prefixes.put(word, Field.Kind.DATASET);
    }
    return Map.copyOf(prefixes);
  }

  private Vocabulary attribute(String name, Type type, String... otherNames) {
    types.put(name, type);
    names.put(name, name);
    for (String other : otherNames) {
      names.put(other, name);
    }
    return this;
  }

  /** What the word before a point stands for, when it is one of ours. */
  Optional<Field.Kind> kind(String prefix) {
    return Optional.ofNullable(PREFIXES.get(prefix.toLowerCase(Locale.ROOT)))
        .filter(kinds::contains);
  }

  /** The attribute, or part of a data set, of that name or another name for it. */
  Optional<String> name(Field.Kind kind, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (kind == Field.Kind.DATASET) {
      return DATASET_PARTS.contains(lower) ? Optional.of(lower) : Optional.empty();
    }
    return Optional.ofNullable(names.get(lower));
  }

  /** The type of the field's values; metrics are numbers and not asked for. */
  Type type(Field field) {
    return field.kind() == Field.Kind.ATTRIBUTE
        ? types.getOrDefault(field.key(), Type.TEXT)
        : Type.TEXT;
  }

  /** What may be written, for messages. */
  String fields(Field.Kind kind) {
    return kind == Field.Kind.DATASET
        ? DATASET_PARTS.stream().sorted().collect(Collectors.joining(", "))
        : String.join(", ", types.keySet());
  }

  String kinds() {
    return kinds.stream().map(Field.Kind::wireName).collect(Collectors.joining(", "));
  }
}
