package org.plumbline.registry.tracking;

/** What a search sorts by; runs without the field come last, those with NaN before them. */
public record Order(Field field, boolean descending) {
  @Override
  public String toString() {
    return field + (descending ? " DESC" : " ASC");
  }
}
