package org.plumbline.data;

import static org.plumbline.kernel.Require.require;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one column promises.
 *
 * @param required the reference had no missing value, so a row without one is refused
 * @param min smallest value seen in the reference, as slot; informative, no refusal
 * @param max largest value seen in the reference, as slot; informative, no refusal
 * @param categories the dictionary in slot order for CATEGORY; the spelling of [false, true] for
 *     BOOLEAN; else empty
 * @param description one sentence for people; for an IGNORED column why it is ignored
 */
public record ColumnContract(
    String name,
    ColumnType type,
    Role role,
    boolean required,
    OptionalDouble min,
    OptionalDouble max,
    List<String> categories,
    String description) {
  public ColumnContract {
    require(!name.isBlank(), "A column needs a name");
    categories = List.copyOf(categories);
    require(
        new HashSet<>(categories).size() == categories.size(),
        "Column '%s' lists a category twice",
        name);
    require(
        type != ColumnType.BOOLEAN || categories.isEmpty() || categories.size() == 2,
        "Column '%s' is boolean and so has two spellings or none",
        name);
    require(
        role != Role.FEATURE || (type != ColumnType.TEXT && type != ColumnType.IDENTIFIER),
        "Column '%s' of type %s cannot be a feature",
        name,
        type);
  }

  /** A column without bounds, categories and description. */
  public static ColumnContract of(String name, ColumnType type, Role role, boolean required) {
    return new ColumnContract(
        name, type, role, required, OptionalDouble.empty(), OptionalDouble.empty(), List.of(), "");
  }

  /** A category column with its dictionary. */
  public static ColumnContract category(
      String name, Role role, boolean required, List<String> categories) {
    return new ColumnContract(
        name,
        ColumnType.CATEGORY,
        role,
        required,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        categories,
        "");
  }

  /** The same column in another role. */
  public ColumnContract as(Role other) {
    return new ColumnContract(name, type, other, required, min, max, categories, description);
  }

  /** The same column with another description. */
  public ColumnContract described(String text) {
    return new ColumnContract(name, type, role, required, min, max, categories, text);
  }
}
