package org.plumbline.oip;

import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowIntake;

/** The elements of a tensor in row-major order, as they came. */
interface Elements {
  int count();

  /** A String, Boolean, Long, BigInteger or Double; null where the value is missing. */
  @Nullable Object value(int index);

  /** Hands the value to a column of the row that is being read. */
  default void give(int index, RowIntake row, int column) {
    row.value(column, value(index));
  }
}
