package org.plumbline.governance.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.DocumentKind;

/**
 * All that is known of a version, as one tree in a fixed order, and the documents that hold for it.
 * What is not known is absent.
 *
 * @param tree values are maps, lists, strings, numbers and booleans, all finite
 */
public record Dossier(VersionId version, Map<String, Object> tree, List<Document> documents) {
  public Dossier {
    tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    documents = List.copyOf(documents);
  }

  /** The value at a path such as {@code version.data.sha256}; empty when nothing is said there. */
  public Optional<Object> find(String path) {
    @Nullable Object found = tree;
    for (String name : path.split("\\.")) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found == null || saysNothing(found) ? Optional.empty() : Optional.of(found);
  }

  /** The text of a value, empty when nothing is said there. */
  public String text(String path) {
    return find(path).map(String::valueOf).orElse("");
  }

  /** The objects of a list, or the values of an object that holds objects. */
  public List<Map<?, ?>> objects(String path) {
    Collection<?> values =
        switch (find(path).orElse(List.of())) {
          case Collection<?> list -> list;
          case Map<?, ?> map -> map.values();
          default -> List.of();
        };
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Map<?, ?> map) {
        objects.add(map);
      }
    }
    return objects;
  }

  /** Whether a document of that kind holds for the version. */
  public boolean has(DocumentKind kind) {
    return documents.stream().anyMatch(document -> document.kind() == kind);
  }

  private static boolean saysNothing(Object value) {
    return switch (value) {
      case String text -> text.isBlank();
      case Collection<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      default -> false;
    };
  }
}
