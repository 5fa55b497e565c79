package org.plumbline.mlflow;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.View;

/** The parts that many requests have: pairs of key and value, the view, the page token. */
final class Pairs {
  private enum ViewType {
    ACTIVE_ONLY(View.ACTIVE),
    DELETED_ONLY(View.DELETED),
    ALL(View.ALL);

    private final View view;

    ViewType(View view) {
      this.view = view;
    }
  }

  private Pairs() {}

  /**
   * The pairs of a list.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD for a key with two values
   */
  static Map<String, String> read(Fields fields, String name) {
    var pairs = new TreeMap<String, String>();
    for (Fields pair : fields.objects(name)) {
      String key = pair.text("key");
      String value = pair.textOrEmpty("value");
      String present = pairs.putIfAbsent(key, value);
      if (present != null && !present.equals(value)) {
        throw Fields.invalid(name, key, "a list in which each key has one value");
      }
    }
    return pairs;
  }

  static View view(Fields fields, String name) {
    return fields.choice(name, ViewType.class).orElse(ViewType.ACTIVE_ONLY).view;
  }

  /** The token of a page, null for the first. */
  static @Nullable String pageToken(Fields fields) {
    return fields.find("page_token").filter(token -> !token.isEmpty()).orElse(null);
  }
}
