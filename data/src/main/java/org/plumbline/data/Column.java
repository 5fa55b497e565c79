package org.plumbline.data;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** One column of a table: slots and, for some types, a dictionary. Immutable by agreement. */
public final class Column {
  private final String name;
  private final ColumnType type;
  private final double[] slots;
  private final List<String> dictionary;

  Column(String name, ColumnType type, double[] slots, List<String> dictionary) {
    this.name = name;
    this.type = type;
    this.slots = slots;
    this.dictionary = List.copyOf(dictionary);
  }

  public String name() {
    return name;
  }

  public ColumnType type() {
    return type;
  }

  /** Borrowed, for speed: one slot per row, never to be written to. */
  public double[] slots() {
    return slots;
  }

  public double slot(int row) {
    return slots[row];
  }

  public boolean isMissing(int row) {
    return Double.isNaN(slots[row]);
  }

  /** What slots index for CATEGORY, TEXT, IDENTIFIER; [false, true] as spelled for BOOLEAN. */
  public List<String> dictionary() {
    return dictionary;
  }

  /** The value as people read it; empty when missing. */
  public String text(int row) {
    return text(slots[row]);
  }

  /** A slot of this column as people read it; empty when missing, {@code ?} for an unknown one. */
  public String text(double slot) {
    return text(type, dictionary, slot);
  }

  /** A slot of such a column as people read it. */
  public static String text(ColumnType type, List<String> dictionary, double slot) {
    if (Double.isNaN(slot)) {
      return "";
    }
    return switch (type) {
      case NUMBER, INTEGER -> number(slot);
      case BOOLEAN ->
          dictionary.size() == 2 ? dictionary.get(slot == 0 ? 0 : 1) : slot == 0 ? "false" : "true";
      case DATE -> LocalDate.ofEpochDay((long) slot).toString();
      case TIMESTAMP -> {
        double whole = Math.floor(slot);
        yield Instant.ofEpochSecond((long) whole, Math.round((slot - whole) * 1e6) * 1000)
            .toString();
      }
      case CATEGORY, TEXT, IDENTIFIER ->
          slot < 0 || slot >= dictionary.size() ? "?" : dictionary.get((int) slot);
    };
  }

  /** The value as JSON would carry it; only where not missing. */
  Object value(int row) {
    double slot = slots[row];
    return switch (type) {
      case NUMBER -> slot;
      case INTEGER -> (long) slot;
      case BOOLEAN -> slot != 0;
      case DATE, TIMESTAMP, CATEGORY, TEXT, IDENTIFIER -> text(slot);
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Math.abs(value) < 1e-3 || Math.abs(value) >= 1e15
            ? Double.toString(value)
            : new BigDecimal(Double.toString(value)).toPlainString();
  }

  Column select(int[] rows) {
    double[] chosen = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = slots[rows[i]];
    }
    return new Column(name, type, chosen, dictionary);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Column that
        && name.equals(that.name)
        && type == that.type
        && dictionary.equals(that.dictionary)
        && Arrays.equals(slots, that.slots);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(slots);
  }

  @Override
  public String toString() {
    return name + " " + type + " × " + slots.length;
  }
}
