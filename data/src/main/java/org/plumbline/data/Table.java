package org.plumbline.data;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Rows held column by column. Immutable by agreement: arrays that leave it are borrowed. Safe to
 * share between threads.
 */
public final class Table {
  private final List<Column> columns;
  private final Map<String, Integer> index;
  private final long[] lines;

  Table(List<Column> columns, long[] lines) {
    this.columns = List.copyOf(columns);
    this.lines = lines;
    this.index = new LinkedHashMap<>();
    for (Column column : columns) {
      require(
          column.slots().length == lines.length,
          "Column '%s' has %s rows, the table %s",
          column.name(),
          column.slots().length,
          lines.length);
      require(
          index.put(column.name(), index.size()) == null,
          "The table names column '%s' twice",
          column.name());
    }
  }

  public int rowCount() {
    return lines.length;
  }

  public List<Column> columns() {
    return columns;
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  public boolean has(String name) {
    return index.containsKey(name);
  }

  public Column column(int position) {
    return columns.get(position);
  }

  /**
   * The column of that name.
   *
   * @throws PlumblineException INVALID_FIELD when there is none
   */
  public Column column(String name) {
    Integer position = index.get(name);
    if (position == null) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The table has no column '" + name + "'; it has " + String.join(", ", names()))
          .with("field", name);
    }
    return columns.get(position);
  }

  public double slot(int row, int column) {
    return columns.get(column).slot(row);
  }

  /** The line of the source where the row began, counted from 1; 0 when there was no file. */
  public long line(int row) {
    return lines[row];
  }

  /**
   * One row as JSON would carry it: Long, Double, Boolean or text (dates in ISO form); what is
   * missing is absent. {@link RowParser} reads it back to the same slots.
   */
  public Map<String, Object> values(int row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Column column : columns) {
      if (!column.isMissing(row)) {
        values.put(column.name(), column.value(row));
      }
    }
    return values;
  }

  /** The rows at these positions, in this order. */
  public Table select(int[] rows) {
    long[] chosen = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = lines[rows[i]];
    }
    return new Table(columns.stream().map(c -> c.select(rows)).toList(), chosen);
  }

  /** Only these columns, in this order. */
  public Table project(List<String> names) {
    return new Table(names.stream().map(this::column).toList(), lines);
  }

  /**
   * The contract's features in contract order: what {@link #fill} walks. Borrowed columns.
   *
   * @throws PlumblineException INVALID_FIELD when one is absent
   */
  public Column[] features(Contract contract) {
    return contract.features().stream().map(c -> column(c.name())).toArray(Column[]::new);
  }

  /** Copies one row of these columns into {@code out}. */
  public static void fill(Column[] columns, int row, double[] out) {
    for (int i = 0; i < columns.length; i++) {
      out[i] = columns[i].slot(row);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Table that
        && columns.equals(that.columns)
        && Arrays.equals(lines, that.lines);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return rowCount() + " rows of " + columns;
  }

  /** Collects columns and rows. Not thread-safe; used once. */
  public static final class Builder {
    private final List<ColumnBuilder> columns = new ArrayList<>();
    private long[] lines = new long[16];
    private int rows;

    private Builder() {}

    /** A column whose dictionary grows with its values. */
    public Builder column(String name, ColumnType type) {
      return column(name, type, List.of());
    }

    /** A column that starts with this dictionary. */
    public Builder column(String name, ColumnType type, List<String> dictionary) {
      require(rows == 0, "Columns come before rows");
      columns.add(new ColumnBuilder(name, type, dictionary));
      return this;
    }

    /** A row of slots in column order. */
    public Builder row(long line, double... slots) {
      require(slots.length == columns.size(), "A row needs %s slots", columns.size());
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, rows * 2);
      }
      lines[rows++] = line;
      for (int i = 0; i < slots.length; i++) {
        columns.get(i).add(slots[i]);
      }
      return this;
    }

    /** The index of a value in a column's dictionary, added when new. */
    public double code(int column, String value) {
      return columns.get(column).code(value);
    }

    public int rowCount() {
      return rows;
    }

    public Table build() {
      return new Table(
          columns.stream().map(ColumnBuilder::build).toList(), Arrays.copyOf(lines, rows));
    }
  }

  private static final class ColumnBuilder {
    private final String name;
    private final ColumnType type;
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> dictionary;
    private double[] slots = new double[16];
    private int size;

    ColumnBuilder(String name, ColumnType type, List<String> dictionary) {
      this.name = name;
      this.type = type;
      this.dictionary = new ArrayList<>(dictionary);
      for (int i = 0; i < dictionary.size(); i++) {
        codes.put(dictionary.get(i), i);
      }
    }

    void add(double slot) {
      if (size == slots.length) {
        slots = Arrays.copyOf(slots, size * 2);
      }
      slots[size++] = slot;
    }

    double code(String value) {
      Integer known = codes.get(value);
      if (known != null) {
        return known;
      }
      codes.put(value, dictionary.size());
      dictionary.add(value);
      return dictionary.size() - 1;
    }

    Column build() {
      return new Column(name, type, Arrays.copyOf(slots, size), dictionary);
    }
  }
}
