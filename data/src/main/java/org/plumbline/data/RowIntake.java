package org.plumbline.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of a row one after the other, in any order, straight into slots, so that who
 * reads a stream needs no map and no object per number. Made by {@link RowParser#intake}, whose
 * rules it keeps; used for row after row by one thread.
 */
public final class RowIntake {
  /** What {@link #column} answers for a name that is refused: its value is passed over. */
  public static final int REFUSED = -1;

  /** A row of a hundred thousand unknown names must not become as many messages. */
  private static final int MOST_ERRORS = 100;

  private static final byte[] NONE = {};

  private final RowParser parser;
  private final FieldParser[] fields;
  private final int[] takenInRow;
  private int row = 1;
  private int expected;

  private double[] slots;
  private @Nullable String id;
  private double time = Double.NaN;
  private List<String> unknown = List.of();
  private Map<String, String> groups = Map.of();
  private final List<Refusal> refusals = new ArrayList<>(0);

  /** An error with the position of its column, as errors are told in the contract's order. */
  private record Refusal(int column, FieldError error) {}

  RowIntake(RowParser parser, FieldParser[] fields) {
    this.parser = parser;
    this.fields = fields;
    this.takenInRow = new int[fields.length];
    this.slots = empty();
  }

  /**
   * The position of a named column, to be followed by its value; quickest for names in the order of
   * the contract. A name that the contract does not know, or that this row had already, is refused.
   */
  public int column(String name) {
    int column =
        expected < fields.length && fields[expected].name().equals(name)
            ? expected
            : parser.column(name);
    if (column < 0) {
      refuse(fields.length, FieldError.unknown(name));
      return REFUSED;
    }
    return taken(column);
  }

  /**
   * The name that the contract has after the last one asked for, as JSON carries it in UTF-8: to be
   * compared with the bytes that come. Borrowed; empty after the last column, and for a name that
   * JSON would write with escapes.
   */
  public byte[] expectedName() {
    return expected < fields.length ? fields[expected].plainName() : NONE;
  }

  /** As {@link #column} of the expected name. */
  public int expectedColumn() {
    return taken(expected);
  }

  private int taken(int column) {
    expected = column + 1;
    if (takenInRow[column] == row) {
      refuse(column, FieldError.doubled(fields[column].name()));
      return REFUSED;
    }
    takenInRow[column] = row;
    return column;
  }

  /** Takes a number with a fraction. */
  public void number(int column, double value) {
    if (!stored(fields[column], value)) {
      value(column, value);
    }
  }

  /** Takes a number without a fraction. */
  public void whole(int column, long value) {
    if (!stored(fields[column], (double) value)) {
      value(column, value);
    }
  }

  private boolean stored(FieldParser field, double value) {
    double slot = field.isFeature() ? field.slotOfPlain(value) : Double.NaN;
    if (Double.isNaN(slot)) {
      return false;
    }
    slots[field.slot()] = slot;
    return true;
  }

  /** Takes a String, Number, Boolean or null; anything else is refused by its text. */
  public void value(int column, @Nullable Object value) {
    FieldParser field = fields[column];
    if (field.isFeature()) {
      if (value != null && !(value instanceof String text && field.isMissingJson(text))) {
        store(column, field, value);
      }
    } else if (field.role() == Role.ID && value != null) {
      id = FieldParser.text(value);
    } else if (field.role() == Role.TIME && value != null) {
      time = field.secondsOf(value);
    } else if (field.isTold() && value != null) {
      groups = field.tell(groups, field.groupOf(value));
    }
  }

  private void store(int column, FieldParser field, Object value) {
    double slot = field.slotOf(value);
    if (Double.isNaN(slot)) {
      refuse(column, FieldError.invalid(field.name(), field.refusal(value)));
      return;
    }
    if (slot < 0 && field.type() == ColumnType.CATEGORY) {
      unknown = unknown.isEmpty() ? new ArrayList<>() : unknown;
      unknown.add(field.name());
    }
    slots[field.slot()] = slot;
  }

  /** Ends the row and begins the next. */
  public ParsedRow finish() {
    for (int column = 0; column < fields.length; column++) {
      FieldParser field = fields[column];
      if (field.isFeature() && field.required() && Double.isNaN(slots[field.slot()])) {
        missing(column, field);
      }
    }
    var parsed = new ParsedRow(slots, id, time, unknown, errors(), groups);
    slots = empty();
    id = null;
    time = Double.NaN;
    unknown = List.of();
    groups = Map.of();
    refusals.clear();
    expected = 0;
    row++;
    return parsed;
  }

  private void missing(int column, FieldParser field) {
    if (refusals.stream().noneMatch(refusal -> refusal.column() == column)) {
      refuse(column, FieldError.missing(field.name()));
    }
  }

  private void refuse(int column, FieldError error) {
    if (refusals.size() < MOST_ERRORS) {
      refusals.add(new Refusal(column, error));
    }
  }

  private List<FieldError> errors() {
    return refusals.isEmpty()
        ? List.of()
        : refusals.stream()
            .sorted(Comparator.comparingInt(Refusal::column))
            .map(Refusal::error)
            .toList();
  }

  private double[] empty() {
    double[] values = new double[parser.featureCount()];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
