package org.plumbline.verifier;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object on one line; absent members are left out. */
final class JsonLine {
  private final StringBuilder json = new StringBuilder(512).append('{');

  JsonLine text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  JsonLine number(String name, long value) {
    name(name);
    json.append(value);
    return this;
  }

  JsonLine flag(String name, boolean value) {
    name(name);
    json.append(value);
    return this;
  }

  JsonLine texts(String name, List<String> values) {
    name(name);
    json.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      quote(values.get(i));
    }
    json.append(']');
    return this;
  }

  JsonLine map(String name, Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    name(name);
    json.append('{');
    int start = json.length();
    values.forEach(
        (key, value) -> {
          if (json.length() > start) {
            json.append(',');
          }
          quote(key);
          json.append(':');
          quote(value);
        });
    json.append('}');
    return this;
  }

  JsonLine object(String name, JsonLine value) {
    name(name);
    json.append(value.end());
    return this;
  }

  JsonLine objects(String name, List<JsonLine> values) {
    if (values.isEmpty()) {
      return this;
    }
    name(name);
    json.append('[');
    for (int i = 0; i < values.size(); i++) {
      json.append(i == 0 ? "" : ",").append(values.get(i).end());
    }
    json.append(']');
    return this;
  }

  /** The object, without a line feed. */
  String end() {
    return json + "}";
  }

  private void name(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    json.append('"').append(name).append("\":");
  }

  private void quote(String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char sign = value.charAt(i);
      if (sign == '"' || sign == '\\') {
        json.append('\\').append(sign);
      } else if (sign < ' ' || sign == '\u2028' || sign == '\u2029') {
        json.append("\\u").append(String.format("%04x", (int) sign));
      } else {
        json.append(sign);
      }
    }
    json.append('"');
  }
}
