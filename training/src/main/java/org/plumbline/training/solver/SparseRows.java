package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

import java.util.Arrays;

/**
 * A matrix by rows that holds only what is not zero: with one-hot columns a row has as many entries
 * as there were inputs, however wide the matrix.
 */
public final class SparseRows {
  final int width;
  final int[] starts;
  final int[] columns;
  final double[] values;

  private SparseRows(int width, int[] starts, int[] columns, double[] values) {
    this.width = width;
    this.starts = starts;
    this.columns = columns;
    this.values = values;
  }

  public int rowCount() {
    return starts.length - 1;
  }

  public int width() {
    return width;
  }

  /** The dot product of one row and a dense vector of at least {@link #width} values. */
  double dot(int row, double[] vector) {
    double sum = 0;
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      sum += values[k] * vector[columns[k]];
    }
    return sum;
  }

  /** Adds {@code scale} times one row to a dense vector. */
  void addTo(int row, double scale, double[] vector) {
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      vector[columns[k]] += scale * values[k];
    }
  }

  /**
   * Adds {@code scale · xᵀx} of one row to the lower triangle of the leading block of a matrix, and
   * {@code scale · x} to the row at {@code width}, where the intercept lives.
   */
  void addOuter(int row, double scale, double[][] lower) {
    int from = starts[row];
    int until = starts[row + 1];
    double[] intercept = lower[width];
    for (int k = from; k < until; k++) {
      double scaled = scale * values[k];
      double[] target = lower[columns[k]];
      for (int other = from; other <= k; other++) {
        target[columns[other]] += scaled * values[other];
      }
      intercept[columns[k]] += scaled;
    }
    intercept[width] += scale;
  }

  /** The margins {@code x·w + b}, with the intercept as the last coefficient. */
  public double[] margins(double[] coefficients) {
    double[] margins = new double[rowCount()];
    for (int row = 0; row < margins.length; row++) {
      margins[row] = coefficients[width] + dot(row, coefficients);
    }
    return margins;
  }

  /** The mean of each column over all rows; zeros for no rows. */
  public double[] columnMeans() {
    double[] means = new double[width];
    for (int k = 0; k < values.length; k++) {
      means[columns[k]] += values[k];
    }
    for (int column = 0; column < width; column++) {
      means[column] /= Math.max(1, rowCount());
    }
    return means;
  }

  /** Collects rows; columns of each row must come in ascending order. */
  public static final class Builder {
    private final int width;
    private int[] starts;
    private int rows;
    private int[] columns;
    private double[] values;
    private int size;

    public Builder(int width, int expectedRows, int expectedPerRow) {
      this.width = width;
      this.starts = new int[expectedRows + 1];
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, (long) expectedRows * expectedPerRow);
      this.columns = new int[Math.max(16, capacity)];
      this.values = new double[columns.length];
    }

    /** Appends the first {@link #width} values of a dense row. */
    public Builder add(double[] dense) {
      for (int column = 0; column < width; column++) {
        double value = dense[column];
        if (value != 0) {
          require(Double.isFinite(value), "column %s of row %s is %s", column, rows, value);
          if (size == columns.length) {
            int larger = Math.addExact(size, Math.max(16, size >> 1));
            columns = Arrays.copyOf(columns, larger);
            values = Arrays.copyOf(values, larger);
          }
          columns[size] = column;
          values[size] = value;
          size++;
        }
      }
      rows++;
      if (rows == starts.length) {
        starts = Arrays.copyOf(starts, rows + Math.max(16, rows >> 1));
      }
      starts[rows] = size;
      return this;
    }

    public SparseRows build() {
      return new SparseRows(
          width,
          Arrays.copyOf(starts, rows + 1),
          Arrays.copyOf(columns, size),
          Arrays.copyOf(values, size));
    }
  }
}
