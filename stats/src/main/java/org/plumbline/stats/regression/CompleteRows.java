package org.plumbline.stats.regression;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.math.Rules;

/** The rows that lack nothing, column by column with the intercept first, and their targets. */
record CompleteRows(double[][] columns, double[] target) {

  /** Drops rows with a missing value or target; refuses ragged rows and infinite numbers. */
  static CompleteRows of(double[][] rows, double[] target) {
    Rules.require(
        rows.length == target.length,
        "%d rows but %d targets: give one for each",
        rows.length,
        target.length);
    int width = rows.length == 0 ? 0 : rows[0].length;
    List<Integer> complete = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      Rules.require(
          rows[i].length == width, "row %d has %d values, not %d", i, rows[i].length, width);
      boolean whole = isNumber(target[i], i, "target");
      for (double value : rows[i]) {
        whole &= isNumber(value, i, "a value");
      }
      if (whole) {
        complete.add(i);
      }
    }
    int n = complete.size();
    double[][] columns = new double[width + 1][n];
    double[] targets = new double[n];
    for (int i = 0; i < n; i++) {
      double[] row = rows[complete.get(i)];
      columns[0][i] = 1;
      for (int j = 0; j < width; j++) {
        columns[j + 1][i] = row[j];
      }
      targets[i] = target[complete.get(i)];
    }
    return new CompleteRows(columns, targets);
  }

  private static boolean isNumber(double value, int row, String what) {
    Rules.require(
        !Double.isInfinite(value),
        "%s of row %d is infinite: clip it or mark it missing with NaN",
        what,
        row);
    return !Double.isNaN(value);
  }

  int size() {
    return target.length;
  }

  double meanTarget() {
    double sum = 0;
    for (double value : target) {
      sum += value;
    }
    return sum / target.length;
  }

  /** Intercept and columns times the factors, row by row. */
  double[] times(double[] factors) {
    double[] sums = new double[size()];
    for (int j = 0; j < columns.length; j++) {
      if (factors[j] != 0) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += factors[j] * columns[j][i];
        }
      }
    }
    return sums;
  }

  /** The intercept plus a row's values times the other factors; one of 0 asks for no value. */
  static double sum(double[] factors, double[] row) {
    Rules.require(
        row.length == factors.length - 1,
        "a row has %d values, the fit has %d columns",
        row.length,
        factors.length - 1);
    double sum = factors[0];
    for (int j = 0; j < row.length; j++) {
      sum += factors[j + 1] == 0 ? 0 : factors[j + 1] * row[j];
    }
    return sum;
  }
}
