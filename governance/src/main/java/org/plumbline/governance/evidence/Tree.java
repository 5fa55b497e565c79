package org.plumbline.governance.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a dossier: maps that keep the order of their names and hold no null. */
final class Tree {
  private Tree() {}

  /** Map.of would give another order to each process, and packs would differ. */
  static Map<String, Object> ordered(Object... namesAndValues) {
    var told = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      told.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return told;
  }

  static void put(Map<String, Object> told, String name, @Nullable Object value) {
    if (value != null) {
      told.put(name, value);
    }
  }

  static void finite(Map<String, Object> told, String name, double value) {
    if (Double.isFinite(value)) {
      told.put(name, value);
    }
  }
}
