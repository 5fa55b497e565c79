package org.plumbline.data;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowWriter.Out;

/** Rows to be written, column by column; the arrays are handed over. */
public record ColumnBlock(int rows, List<Values> columns) {
  public ColumnBlock {
    columns = List.copyOf(columns);
    for (Values column : columns) {
      require(column.size() >= rows, "a column has %s of %s values", column.size(), rows);
    }
  }

  /** The values of one column. */
  public sealed interface Values {
    int size();

    /** The value of a row, null where there is none. */
    @Nullable Object at(int row);
  }

  /** Whole numbers. */
  public record Integers(long[] values) implements Values {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Long at(int row) {
      return values[row];
    }
  }

  /** Numbers; a non-finite one is no value. */
  public record Numbers(double[] values) implements Values {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public @Nullable Double at(int row) {
      return Double.isFinite(values[row]) ? values[row] : null;
    }
  }

  /** Texts, null where there is none. */
  public record Texts(@Nullable String[] values) implements Values {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public @Nullable String at(int row) {
      return values[row];
    }
  }

  static ColumnBlock empty(List<Out> columns) {
    return new ColumnBlock(
        0, columns.stream().map(_ -> (Values) new Integers(new long[0])).toList());
  }
}
