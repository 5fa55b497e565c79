package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.training.solver.SparseRows;

/** Learns from training rows how inputs become the columns of a linear model. */
final class Design {
  /** With fewer rows a bend in a curve is guesswork. */
  private static final int ROWS_FOR_BENDS = 400;

  private static final int MOST_LEVELS = 40;

  private Design() {}

  /**
   * Preprocessing fitted to these rows only.
   *
   * <p>A number is imputed by its median with an indicator where values are missing, clipped to the
   * range seen, put on a logarithmic scale when it is non-negative and skewed, and standardised.
   * With enough rows and distinct values it is written as four clipped pieces between its
   * quartiles, a linear spline: the model stays additive but may bend. A category becomes one
   * column per frequent level; rare, unknown and missing ones share a column each.
   */
  static Preprocessing fit(Dataset data, int[] rows) {
    var steps = new ArrayList<Preprocessing.Step>();
    for (int i = 0; i < data.inputs().size(); i++) {
      Input input = data.inputs().get(i);
      double[] column = data.columns()[i];
      switch (input.kind()) {
        case NUMERIC -> number(i, column, rows, steps);
        case CATEGORICAL -> category(i, input.categories().size(), column, rows, steps);
      }
    }
    return new Preprocessing(steps);
  }

  static SparseRows rows(Dataset data, Preprocessing preprocessing, int[] rows) {
    var result =
        new SparseRows.Builder(
            preprocessing.width(), rows.length, 2 * preprocessing.steps().size() + 1);
    double[] slots = new double[data.inputs().size()];
    double[] design = new double[preprocessing.width()];
    for (int row : rows) {
      data.fill(row, slots);
      preprocessing.transform(slots, design);
      result.add(design);
    }
    return result.build();
  }

  private static void number(
      int input, double[] column, int[] rows, List<Preprocessing.Step> steps) {
    double[] present = new double[rows.length];
    int size = 0;
    for (int row : rows) {
      double slot = column[row];
      if (!Double.isNaN(slot)) {
        present[size++] = slot;
      }
    }
    double[] sorted = Arrays.copyOf(present, size);
    Arrays.sort(sorted);
    boolean indicator = size < rows.length;
    if (size == 0 || sorted[0] == sorted[size - 1]) {
      if (indicator && size > 0) {
        steps.add(
            new Preprocessing.Numeric(
                input, sorted[0], true, sorted[0], sorted[0], false, sorted[0], 1));
      }
      return;
    }
    double median = sorted[size / 2];
    boolean logarithm = sorted[0] >= 0 && skewness(sorted) > 1.5;
    double[] knots = knots(sorted, rows.length);
    for (int k = 0; k + 1 < knots.length; k++) {
      steps.add(
          piece(
              input,
              median,
              indicator && k == 0,
              knots[k],
              knots[k + 1],
              logarithm,
              sorted,
              rows.length));
    }
  }

  private static double[] knots(double[] sorted, int rows) {
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    if (rows < ROWS_FOR_BENDS || distinct(sorted, 12) < 12) {
      return new double[] {low, high};
    }
    double[] candidates = {
      low,
      sorted[sorted.length / 4],
      sorted[sorted.length / 2],
      sorted[(int) (sorted.length * 3L / 4)],
      high
    };
    return Arrays.stream(candidates).distinct().toArray();
  }

  private static Preprocessing.Numeric piece(
      int input,
      double impute,
      boolean indicator,
      double low,
      double high,
      boolean logarithm,
      double[] sorted,
      int rows) {
    var raw = new Preprocessing.Numeric(input, impute, false, low, high, logarithm, 0, 1);
    double[] out = new double[1];
    double sum = 0;
    double squares = 0;
    for (double value : sorted) {
      raw.apply(value, out, 0);
      sum += out[0];
    }
    double mean = sum / sorted.length;
    for (double value : sorted) {
      raw.apply(value, out, 0);
      squares += (out[0] - mean) * (out[0] - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, rows));
    double scale = deviation > 1e-12 * (1 + Math.abs(mean)) ? deviation : 1;
    return new Preprocessing.Numeric(input, impute, indicator, low, high, logarithm, mean, scale);
  }

  private static double skewness(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double second = 0;
    double third = 0;
    for (double value : values) {
      double d = value - mean;
      second += d * d;
      third += d * d * d;
    }
    double variance = second / values.length;
    return third / values.length / Math.pow(variance, 1.5);
  }

  private static int distinct(double[] sorted, int enough) {
    int distinct = 1;
    for (int i = 1; i < sorted.length && distinct < enough; i++) {
      distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    return distinct;
  }

  private static void category(
      int input, int categories, double[] column, int[] rows, List<Preprocessing.Step> steps) {
    int[] counts = new int[categories];
    boolean missing = false;
    for (int row : rows) {
      double slot = column[row];
      if (Double.isNaN(slot)) {
        missing = true;
      } else if (slot >= 0) {
        counts[(int) slot]++;
      }
    }
    int rare = Math.max(3, rows.length / 1000);
    int floor = Math.max(rare, nthLargest(counts, MOST_LEVELS));
    int[] columns = new int[categories];
    int width = 0;
    boolean anyRare = false;
    for (int level = 0; level < categories; level++) {
      if (counts[level] >= floor && width < MOST_LEVELS) {
        columns[level] = width++;
      } else {
        columns[level] = -1;
        anyRare |= counts[level] > 0;
      }
    }
    if (width + (anyRare ? 1 : 0) + (missing ? 1 : 0) < 2) {
      return;
    }
    int rareColumn = anyRare ? width++ : -1;
    for (int level = 0; level < categories; level++) {
      columns[level] = columns[level] < 0 ? rareColumn : columns[level];
    }
    int missingColumn = missing ? width++ : -1;
    // An unknown level is treated as a rare one where there are any, else as none of the known.
    steps.add(new Preprocessing.OneHot(input, columns, missingColumn, rareColumn, width));
  }

  private static int nthLargest(int[] counts, int n) {
    if (counts.length <= n) {
      return 0;
    }
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - n];
  }
}
