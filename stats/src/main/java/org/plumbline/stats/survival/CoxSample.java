package org.plumbline.stats.survival;

import org.plumbline.stats.math.Rules;

/**
 * Lifetimes with the covariates that may explain them: finite numbers, one array a row. Rows with
 * missing covariates are refused; impute or drop them first. Immutable.
 */
public final class CoxSample {
  private final Lifetimes rows;
  private final double[] cells;
  private final int columns;
  private final int[] strata;

  private CoxSample(Lifetimes rows, double[] cells, int columns, int[] strata) {
    this.rows = rows;
    this.cells = cells;
    this.columns = columns;
    this.strata = strata;
  }

  public static CoxSample of(Lifetimes rows, double[][] covariates) {
    Rules.require(
        covariates.length == rows.size(),
        "%d rows of covariates but %d lifetimes: give one for each",
        covariates.length,
        rows.size());
    int columns = covariates.length == 0 ? 0 : covariates[0].length;
    double[] cells = new double[covariates.length * columns];
    for (int i = 0; i < covariates.length; i++) {
      checked(covariates[i], columns, i);
      System.arraycopy(covariates[i], 0, cells, i * columns, columns);
    }
    return new CoxSample(rows, cells, columns, new int[rows.size()]);
  }

  private static void checked(double[] row, int columns, int i) {
    Rules.require(
        row.length == columns, "row %d has %d covariates, the first %d", i, row.length, columns);
    for (int j = 0; j < columns; j++) {
      Rules.require(
          Double.isFinite(row[j]),
          "covariate[%d][%d] is %s: it must be finite; impute it or drop the row",
          i,
          j,
          row[j]);
    }
  }

  /** The same sample, in which only rows of the same stratum are compared; numbered from 0. */
  public CoxSample stratified(int[] strataOfRows) {
    Groups.count(strataOfRows, rows.size(), "strata");
    return new CoxSample(rows, cells, columns, strataOfRows.clone());
  }

  public Lifetimes rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  double cell(int row, int column) {
    return cells[row * columns + column];
  }

  /** The covariates of one row. */
  public double[] covariates(int row) {
    double[] values = new double[columns];
    System.arraycopy(cells, row * columns, values, 0, columns);
    return values;
  }

  int stratum(int row) {
    return strata[row];
  }

  /** Borrowed: callers in this package only read. */
  int[] strata() {
    return strata;
  }
}
