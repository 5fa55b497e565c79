package org.plumbline.governance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * What is known about a version, as the tree that policies read.
 *
 * <p>The top-level names are fixed ({@link #NAMES}); each is an object except {@code task}. What is
 * not known is absent: a rule that needs it leaves the version unevaluated. All numbers are
 * doubles; NaN and infinities count as unknown.
 *
 * @param tree sorted, immutable; values are maps, lists, strings, booleans and doubles
 */
public record Facts(Map<String, Object> tree) {
  /** The names a policy may use. */
  public static final List<String> NAMES =
      List.of(
          "baseline",
          "change",
          "contest",
          "data",
          "documents",
          "fairness",
          "live",
          "metrics",
          "model",
          "risk",
          "sample",
          "segments",
          "task",
          "version");

  public Facts {
    var copy = new TreeMap<String, Object>();
    for (Map.Entry<String, Object> entry : tree.entrySet()) {
      Object value = canonical(entry.getKey(), entry.getValue());
      if (value != null) {
        copy.put(entry.getKey(), value);
      }
    }
    for (String name : copy.keySet()) {
      if (!NAMES.contains(name)) {
        throw PlumblineException.of(
                ErrorCode.UNKNOWN_FIELD,
                "Fact '" + name + "' is not known; a policy reads " + String.join(", ", NAMES))
            .with("field", "facts." + name);
      }
    }
    tree = Collections.unmodifiableMap(copy);
  }

  /** These facts with one more, or another one in its place. */
  public Facts with(String name, Map<String, Object> values) {
    var changed = new TreeMap<String, Object>(tree);
    changed.put(name, values);
    return new Facts(changed);
  }

  private static @Nullable Object canonical(String path, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> {
        var copy = new TreeMap<String, Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String name = String.valueOf(entry.getKey());
          Object inner = canonical(path + "." + name, entry.getValue());
          if (inner != null) {
            copy.put(name, inner);
          }
        }
        yield Collections.unmodifiableMap(copy);
      }
      case List<?> list -> {
        var copy = new ArrayList<Object>();
        for (Object element : list) {
          Object inner = canonical(path, element);
          if (inner != null) {
            copy.add(inner);
          }
        }
        yield Collections.unmodifiableList(copy);
      }
      case Number number -> Double.isFinite(number.doubleValue()) ? number.doubleValue() : null;
      case Boolean bool -> bool;
      case String text -> text;
      default ->
          throw PlumblineException.of(
                  ErrorCode.INVALID_FIELD,
                  "Fact '"
                      + path
                      + "' holds a "
                      + value.getClass().getSimpleName()
                      + "; use numbers, texts, booleans, lists and objects")
              .with("field", "facts." + path);
    };
  }
}
