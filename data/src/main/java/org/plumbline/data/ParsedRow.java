package org.plumbline.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One external row against a contract.
 *
 * @param slots the features in contract order; handed over to the caller; meaningless with errors
 * @param id the value of the ID column, null when absent
 * @param time when the row was true by the TIME column, in seconds since the epoch; NaN when it is
 *     absent or cannot be read
 * @param unknownCategories names of CATEGORY features whose value is not in the dictionary (slot
 *     -1)
 * @param errors empty when the row may be scored
 * @param groups what the row says of the PROTECTED columns that the parser was asked to tell, by
 *     name; without those it has no value for, or one that the contract does not know. Never scored
 */
public record ParsedRow(
    double[] slots,
    @Nullable String id,
    double time,
    List<String> unknownCategories,
    List<FieldError> errors,
    Map<String, String> groups) {
  public ParsedRow {
    unknownCategories = List.copyOf(unknownCategories);
    errors = List.copyOf(errors);
    groups = Map.copyOf(groups);
  }

  /** A row that says nothing of groups. */
  public ParsedRow(
      double[] slots,
      @Nullable String id,
      double time,
      List<String> unknownCategories,
      List<FieldError> errors) {
    this(slots, id, time, unknownCategories, errors, Map.of());
  }

  public boolean isValid() {
    return errors.isEmpty();
  }
}
