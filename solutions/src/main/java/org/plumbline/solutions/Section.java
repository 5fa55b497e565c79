package org.plumbline.solutions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** One mapping of a YAML file, read strictly: what is absent or of another type is named. */
final class Section {
  private final String place;
  private final Map<?, ?> entries;

  Section(String place, @Nullable Object node) {
    this.place = place;
    if (!(node instanceof Map<?, ?> map)) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION, "'" + place + "' must be a mapping");
    }
    this.entries = map;
  }

  PlumblineException wrong(String what) {
    return PlumblineException.of(ErrorCode.INVALID_CONFIGURATION, "'" + place + "' " + what);
  }

  String text(String key) {
    Object value = entries.get(key);
    if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
      throw wrong("needs the text '" + key + "'");
    }
    return value.toString().strip();
  }

  String textOr(String key, String otherwise) {
    return entries.containsKey(key) ? text(key) : otherwise;
  }

  int number(String key) {
    if (entries.get(key) instanceof Integer number) {
      return number;
    }
    throw wrong("needs the whole number '" + key + "'");
  }

  int numberOr(String key, int otherwise) {
    return entries.containsKey(key) ? number(key) : otherwise;
  }

  List<String> texts(String key) {
    return values(key).stream().map(String::valueOf).toList();
  }

  List<Section> list(String key) {
    List<Section> sections = new ArrayList<>();
    for (Object value : values(key)) {
      sections.add(new Section(place + "." + key + "[" + sections.size() + "]", value));
    }
    return sections;
  }

  private List<?> values(String key) {
    Object value = entries.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong("needs '" + key + "' as a list");
  }

  Map<String, String> map(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    Object value = entries.get(key);
    if (value == null) {
      return map;
    }
    new Section(place + "." + key, value)
        .entries.forEach((k, v) -> map.put(String.valueOf(k), String.valueOf(v)));
    return map;
  }
}
