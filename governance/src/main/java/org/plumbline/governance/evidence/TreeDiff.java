package org.plumbline.governance.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two trees of evidence, value by value, in the order of the trees.
 *
 * <p>Objects of a list are held against each other by what names them, so that one that came first
 * does not make all others differ; texts of a list are there or not; all else goes by place.
 */
public record TreeDiff(List<Change> changes) {
  /** What may name an object of a list, the strongest first. */
  private static final List<String> NAMES =
      List.of(
          "id",
          "name",
          "feature",
          "column",
          "group",
          "rule",
          "learner",
          "kind",
          "sequence",
          "start",
          "at");

  public TreeDiff {
    changes = List.copyOf(changes);
  }

  /**
   * One value.
   *
   * @param path names from the root, joined by points; what names an object of a list in brackets
   * @param before null where nothing was said
   * @param after null where nothing is said any more
   */
  public record Change(String path, @Nullable String before, @Nullable String after) {}

  /** Holds two trees of maps, lists, texts, numbers and truth values against each other. */
  public static TreeDiff of(Map<?, ?> before, Map<?, ?> after) {
    var found = new ArrayList<Change>();
    compare("", before, after, found);
    return new TreeDiff(found);
  }

  private static void compare(
      String path, @Nullable Object before, @Nullable Object after, List<Change> found) {
    if (before instanceof Map<?, ?> || after instanceof Map<?, ?>) {
      if (isScalar(before) || isScalar(after)) {
        found.add(new Change(path, text(before), text(after)));
        return;
      }
      compareFields(path, before, after, found);
    } else if (before instanceof List<?> || after instanceof List<?>) {
      if (isScalar(before) || isScalar(after)) {
        found.add(new Change(path, text(before), text(after)));
        return;
      }
      compareLists(path, list(before), list(after), found);
    } else if (!Objects.equals(text(before), text(after))) {
      found.add(new Change(path, text(before), text(after)));
    }
  }

  private static void compareFields(
      String path, @Nullable Object before, @Nullable Object after, List<Change> found) {
    Map<?, ?> first = before instanceof Map<?, ?> map ? map : Map.of();
    Map<?, ?> second = after instanceof Map<?, ?> map ? map : Map.of();
    Set<Object> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    for (Object name : names) {
      compare(
          path.isEmpty() ? String.valueOf(name) : path + "." + name,
          first.get(name),
          second.get(name),
          found);
    }
  }

  private static void compareLists(String path, List<?> before, List<?> after, List<Change> found) {
    Map<String, Object> first;
    Map<String, Object> second;
    Optional<String> name = name(before, after);
    if (name.isPresent()) {
      first = byName(before, name.get());
      second = byName(after, name.get());
    } else if (areTexts(before) && areTexts(after)) {
      first = byItself(before);
      second = byItself(after);
    } else {
      first = byPlace(before);
      second = byPlace(after);
    }
    Set<String> keys = new LinkedHashSet<>(first.keySet());
    keys.addAll(second.keySet());
    for (String key : keys) {
      compare(path + "[" + key + "]", first.get(key), second.get(key), found);
    }
  }

  /** What all objects of both lists have, and no two of one list the same. */
  private static Optional<String> name(List<?> before, List<?> after) {
    return NAMES.stream().filter(one -> names(before, one) && names(after, one)).findFirst();
  }

  private static boolean names(List<?> objects, String name) {
    var seen = new LinkedHashSet<String>();
    for (Object object : objects) {
      Object value = object instanceof Map<?, ?> map ? map.get(name) : null;
      if (!isScalar(value) || !seen.add(String.valueOf(text(value)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean areTexts(List<?> values) {
    return values.stream().allMatch(String.class::isInstance);
  }

  private static Map<String, Object> byName(List<?> objects, String name) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Object object : objects) {
      all.put(String.valueOf(text(((Map<?, ?>) object).get(name))), object);
    }
    return all;
  }

  private static Map<String, Object> byItself(List<?> texts) {
    Map<String, Object> all = new LinkedHashMap<>();
    texts.forEach(value -> all.put((String) value, value));
    return all;
  }

  private static Map<String, Object> byPlace(List<?> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    values.forEach(value -> all.put(Integer.toString(all.size() + 1), value));
    return all;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static boolean isScalar(@Nullable Object value) {
    return value != null && !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
