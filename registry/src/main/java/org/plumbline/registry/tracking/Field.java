package org.plumbline.registry.tracking;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/**
 * What a filter or an order looks at.
 *
 * @param key of a metric, param or tag; the name of an attribute or of a data set's part; empty for
 *     any metric on the data sets
 * @param on the data sets that a metric was measured on; none for the latest value on whichever
 */
public record Field(Kind kind, String key, List<DatasetKey> on) {
  public Field {
    on = List.copyOf(on);
    require(on.isEmpty() || kind == Kind.METRIC, "%s are not measured on data sets", kind);
  }

  public Field(Kind kind, String key) {
    this(kind, key, List.of());
  }

  /** Where a field is found. */
  public enum Kind {
    METRIC("metrics"),
    PARAM("params"),
    TAG("tags"),
    ATTRIBUTE("attributes"),
    DATASET("datasets");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** The word before the point, such as {@code metrics}. */
    public String wireName() {
      return wireName;
    }
  }

  public static Field metric(String key) {
    return new Field(Kind.METRIC, key);
  }

  public static Field param(String key) {
    return new Field(Kind.PARAM, key);
  }

  public static Field tag(String key) {
    return new Field(Kind.TAG, key);
  }

  public static Field attribute(String name) {
    return new Field(Kind.ATTRIBUTE, name);
  }

  /** The same field on data sets, whatever it looked at before. */
  public Field on(List<DatasetKey> datasets) {
    return new Field(kind, key, datasets);
  }

  /** As the grammar writes it, the key always quoted; it has no word for data sets. */
  @Override
  public String toString() {
    return kind.wireName + ".`" + key.replace("`", "``") + "`" + (on.isEmpty() ? "" : " on " + on);
  }
}
