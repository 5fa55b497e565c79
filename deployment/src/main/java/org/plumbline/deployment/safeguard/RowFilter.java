package org.plumbline.deployment.safeguard;

import java.util.Optional;
import org.plumbline.data.RowParser;

/**
 * Tells the rows of a segment by their slots.
 *
 * @param from the smallest slot that belongs to it
 * @param to the largest slot that belongs to it
 */
record RowFilter(int slot, double from, double to) {
  /** Empty when the version reads no such feature, or its feature can never have the value. */
  static Optional<RowFilter> of(Segment segment, RowParser parser) {
    var slot = parser.slot(segment.feature());
    if (slot.isEmpty()) {
      return Optional.empty();
    }
    return switch (segment) {
      case Segment.Range range ->
          Optional.of(new RowFilter(slot.getAsInt(), range.from(), range.to()));
      case Segment.Value(String feature, String text) -> {
        double value = parser.slotOf(feature, text);
        // A category that the dictionary does not hold is -1, as any other unknown one.
        boolean known = !Double.isNaN(value) && !(value < 0 && isCategory(parser, feature));
        yield known ? Optional.of(new RowFilter(slot.getAsInt(), value, value)) : Optional.empty();
      }
    };
  }

  private static boolean isCategory(RowParser parser, String feature) {
    return parser.contract().find(feature).orElseThrow().type().hasDictionary();
  }

  /** Whether the row belongs to it; a missing value never does. */
  boolean holds(double[] slots) {
    return slots[slot] >= from && slots[slot] <= to;
  }
}
