package org.plumbline.registry.tracking;

/**
 * What a filter or an order looks at.
 *
 * @param key of a metric, param or tag; the name of an attribute or of a data set's part
 */
public record Field(Kind kind, String key) {
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

  /** As the grammar writes it, the key always quoted. */
  @Override
  public String toString() {
    return kind.wireName + ".`" + key.replace("`", "``") + "`";
  }
}
