package org.plumbline.data;

import java.util.List;
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
 */
public record ParsedRow(
    double[] slots,
    @Nullable String id,
    double time,
    List<String> unknownCategories,
    List<FieldError> errors) {
  public ParsedRow {
    unknownCategories = List.copyOf(unknownCategories);
    errors = List.copyOf(errors);
  }

  public boolean isValid() {
    return errors.isEmpty();
  }
}
