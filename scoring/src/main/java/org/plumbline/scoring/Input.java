package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.HashSet;
import java.util.List;

/**
 * One slot of a row: its name and how to read it.
 *
 * @param categories in slot order for CATEGORICAL (distinct; slot value = index), empty for NUMERIC
 */
public record Input(String name, Kind kind, List<String> categories) {

  /** NUMERIC slots hold the number itself; CATEGORICAL slots an index, -1 when unknown. */
  public enum Kind {
    NUMERIC,
    CATEGORICAL
  }

  public Input {
    categories = List.copyOf(categories);
    require(!name.isEmpty(), "an input needs a name");
    require(
        kind == Kind.CATEGORICAL || categories.isEmpty(),
        "numeric input '%s' must not list categories",
        name);
    require(
        new HashSet<>(categories).size() == categories.size(),
        "input '%s' lists a category twice",
        name);
  }

  public static Input numeric(String name) {
    return new Input(name, Kind.NUMERIC, List.of());
  }

  public static Input categorical(String name, List<String> categories) {
    return new Input(name, Kind.CATEGORICAL, categories);
  }

  boolean isCategorical() {
    return kind == Kind.CATEGORICAL;
  }

  /**
   * Whether the slot value is legal: NaN, a finite number, or an index from -1 to the last
   * category.
   */
  boolean accepts(double slot) {
    if (kind == Kind.NUMERIC) {
      return !Double.isInfinite(slot);
    }
    return Double.isNaN(slot)
        || (slot >= -1 && slot < categories.size() && slot == Math.rint(slot));
  }
}
