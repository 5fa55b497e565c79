package org.plumbline.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Turns external rows into slots, online (JSON values) and in batch (text fields) by the same
 * rules, so that both give the same bits.
 *
 * <p>All errors of a row are collected, each naming its field. Immutable; safe to share.
 */
public final class RowParser {
  private final Contract contract;
  private final Set<String> told;
  private final FieldParser[] fields;
  private final Map<String, Integer> byName;
  private final int featureCount;

  public RowParser(Contract contract) {
    this(contract, Set.of());
  }

  /**
   * A parser that tells the groups of rows besides.
   *
   * @param told names of PROTECTED columns whose values go to {@link ParsedRow#groups}
   */
  public RowParser(Contract contract, Set<String> told) {
    this.contract = contract;
    this.told = Set.copyOf(told);
    this.fields = new FieldParser[contract.columns().size()];
    this.byName = new HashMap<>();
    int slot = 0;
    for (int i = 0; i < fields.length; i++) {
      ColumnContract column = contract.columns().get(i);
      boolean isTold = column.role() == Role.PROTECTED && told.contains(column.name());
      fields[i] = new FieldParser(column, column.role() == Role.FEATURE ? slot++ : -1, isTold);
      byName.put(column.name(), i);
    }
    this.featureCount = slot;
  }

  public Contract contract() {
    return contract;
  }

  /** The PROTECTED columns whose values it tells; none unless asked for. */
  public Set<String> told() {
    return told;
  }

  /** The number of slots of a parsed row. */
  public int featureCount() {
    return featureCount;
  }

  /** The slot of a feature, empty for a column that is none. */
  public OptionalInt slot(String feature) {
    int column = column(feature);
    return column == RowIntake.REFUSED || !fields[column].isFeature()
        ? OptionalInt.empty()
        : OptionalInt.of(fields[column].slot());
  }

  /**
   * What a feature's value becomes when a text file spells it so: NaN when it is refused, -1 for a
   * category that is not in the dictionary.
   *
   * @throws IllegalArgumentException for a column that is no feature
   */
  public double slotOf(String feature, String text) {
    if (slot(feature).isEmpty()) {
      throw new IllegalArgumentException(feature + " is no feature");
    }
    return fields[column(feature)].slotOfText(text);
  }

  /**
   * Parses one row of JSON values (String, Number, Boolean or null).
   *
   * <p>Strict as typed data can be: text in a number column is refused even if it spells a number;
   * only blank text there is no value. Columns of the contract that are no features are accepted
   * and, but for the id, the time and what is to be {@linkplain #told told}, not read.
   */
  public ParsedRow parse(Map<String, ? extends @Nullable Object> row) {
    RowIntake intake = intake();
    row.forEach(
        (name, value) -> {
          int column = intake.column(name);
          if (column != RowIntake.REFUSED) {
            intake.value(column, value);
          }
        });
    return intake.finish();
  }

  /** Takes rows value by value, by the rules of {@link #parse}. */
  public RowIntake intake() {
    return new RowIntake(this, fields);
  }

  /** The position of a column in the contract, {@link RowIntake#REFUSED} for a name it lacks. */
  int column(String name) {
    return byName.getOrDefault(name, RowIntake.REFUSED);
  }

  /**
   * A parser of text rows with this header.
   *
   * @throws PlumblineException MISSING_FIELD when a required feature has no column
   */
  public TextRows forHeader(List<String> header) {
    return new TextRows(header);
  }

  /** When a row was true by the text of its TIME column; NaN when there is none to be read. */
  double seconds(@Nullable String text) {
    return contract
        .time()
        .filter(_ -> !Values.isMissing(text == null ? "" : text))
        .map(time -> fields[column(time.name())].secondsOfText(String.valueOf(text)))
        .orElse(Double.NaN);
  }

  /**
   * The group that a text file spells so in a {@linkplain #told told} column; null for none that
   * the contract knows.
   */
  @Nullable String group(String column, @Nullable String text) {
    return fields[column(column)].groupOfText(text == null ? "" : text);
  }

  /**
   * How the features become slots when they are read by column; a feature without a column stays
   * without value.
   *
   * @param types DuckDB's type of each column of the file
   */
  List<SlotColumn> slotColumns(Map<String, String> types) {
    List<SlotColumn> columns = new ArrayList<>();
    for (FieldParser field : fields) {
      String type = types.get(field.name());
      if (field.isFeature() && type != null) {
        columns.add(SlotColumn.of(field, type));
      }
    }
    return columns;
  }

  private static void store(
      FieldParser field,
      double slot,
      double[] slots,
      List<String> unknown,
      List<FieldError> errors,
      Object value) {
    if (Double.isNaN(slot)) {
      errors.add(FieldError.invalid(field.name(), field.refusal(value)));
      return;
    }
    if (slot < 0 && field.type() == ColumnType.CATEGORY) {
      unknown.add(field.name());
    }
    slots[field.slot()] = slot;
  }

  /** Rows of text fields in the order of one header, as CSV gives them. */
  public final class TextRows {
    private final @Nullable FieldParser[] byColumn;
    private final List<String> unknownColumns = new ArrayList<>();

    private TextRows(List<String> header) {
      this.byColumn = new FieldParser[header.size()];
      var seen = new HashMap<String, Integer>();
      for (int i = 0; i < byColumn.length; i++) {
        int column = column(header.get(i));
        FieldParser field = column == RowIntake.REFUSED ? null : fields[column];
        byColumn[i] = field;
        seen.put(header.get(i), i);
        if (field == null) {
          unknownColumns.add(header.get(i));
        }
      }
      for (FieldParser field : fields) {
        if (field.isFeature() && field.required() && !seen.containsKey(field.name())) {
          throw PlumblineException.of(
                  ErrorCode.MISSING_FIELD,
                  "The data has no column '"
                      + field.name()
                      + "', which the model requires; add it to the header")
              .with("field", field.name());
        }
      }
    }

    /** Columns of the header that the contract does not know; they are not read. */
    public List<String> unknownColumns() {
      return List.copyOf(unknownColumns);
    }

    /** Parses one row; fields beyond the header are not read. */
    public ParsedRow parse(List<String> row) {
      double[] slots = new double[featureCount];
      Arrays.fill(slots, Double.NaN);
      List<String> unknown = new ArrayList<>(0);
      List<FieldError> errors = new ArrayList<>(0);
      String id = null;
      double time = Double.NaN;
      Map<String, String> groups = Map.of();
      int width = Math.min(byColumn.length, row.size());
      for (int i = 0; i < width; i++) {
        FieldParser field = byColumn[i];
        if (field == null) {
          continue;
        }
        String text = row.get(i);
        if (field.isFeature()) {
          if (field.isMissing(text)) {
            if (field.required()) {
              errors.add(FieldError.missing(field.name()));
            }
          } else {
            store(field, field.slotOfText(text), slots, unknown, errors, text);
          }
        } else if (field.role() == Role.ID && !Values.isMissing(text)) {
          id = text.strip();
        } else if (field.role() == Role.TIME && !Values.isMissing(text)) {
          time = field.secondsOfText(text);
        } else if (field.isTold()) {
          groups = field.tell(groups, field.groupOfText(text));
        }
      }
      return new ParsedRow(slots, id, time, unknown, errors, groups);
    }
  }
}
