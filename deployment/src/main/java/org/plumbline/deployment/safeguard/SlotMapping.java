package org.plumbline.deployment.safeguard;

import java.util.List;
import java.util.Optional;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.RowParser;

/** Turns the slots of one version into those of another: order and dictionaries may differ. */
final class SlotMapping {
  private final int[] from;
  private final int[][] codes;

  private SlotMapping(int[] from, int[][] codes) {
    this.from = from;
    this.codes = codes;
  }

  /** Empty when the target needs a value that the source cannot have. */
  static Optional<SlotMapping> of(RowParser source, RowParser target) {
    List<ColumnContract> wanted = target.contract().features();
    var from = new int[wanted.size()];
    var codes = new int[wanted.size()][];
    for (int i = 0; i < from.length; i++) {
      ColumnContract column = wanted.get(i);
      from[i] = source.slot(column.name()).orElse(-1);
      if (from[i] < 0) {
        if (column.required()) {
          return Optional.empty();
        }
        codes[i] = new int[0];
        continue;
      }
      ColumnContract given = source.contract().features().get(from[i]);
      if (given.type() != column.type()) {
        return Optional.empty();
      }
      codes[i] = codes(given, column);
    }
    return Optional.of(new SlotMapping(from, codes));
  }

  /** The position of each category in the other dictionary; empty for what is no category. */
  private static int[] codes(ColumnContract given, ColumnContract wanted) {
    return given.type().hasDictionary()
        ? given.categories().stream().mapToInt(wanted.categories()::indexOf).toArray()
        : new int[0];
  }

  double[] map(double[] slots) {
    var mapped = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      double slot = from[i] < 0 ? Double.NaN : slots[from[i]];
      boolean known = codes[i].length > 0 && slot >= 0;
      mapped[i] = known ? codes[i][(int) slot] : slot;
    }
    return mapped;
  }
}
