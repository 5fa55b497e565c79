package org.plumbline.stats.multivariate;

import java.util.Arrays;

/**
 * The few classes that the values of a column are told apart by: at most 63, and one for what is
 * missing.
 *
 * @param cuts upper ends of all numeric bins but the last, or the categories, ascending
 * @param categorical whether values are names, not amounts
 * @param rest whether categories were left over, which share the bin after the last
 */
record ColumnBins(double[] cuts, boolean categorical, boolean rest) {
  static final int MOST = 63;
  static final int MISSING = 63;

  static ColumnBins of(double[][] rows, int column, boolean categorical) {
    double[] present =
        Arrays.stream(rows)
            .mapToDouble(row -> row[column] + 0.0)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    return categorical ? categories(present) : quantiles(present);
  }

  /** All distinct values while they fit, else the values at equal ranks. */
  private static ColumnBins quantiles(double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length <= MOST) {
      return new ColumnBins(
          Arrays.copyOf(distinct, Math.max(0, distinct.length - 1)), false, false);
    }
    double[] cuts = new double[MOST - 1];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = sorted[(int) ((i + 1L) * sorted.length / MOST)];
    }
    return new ColumnBins(Arrays.stream(cuts).distinct().toArray(), false, false);
  }

  /** The most frequent categories; of equally frequent ones the lower codes. */
  private static ColumnBins categories(double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length <= MOST) {
      return new ColumnBins(distinct, true, false);
    }
    double[] byCount =
        Arrays.stream(distinct)
            .boxed()
            .sorted(
                java.util.Comparator.comparingInt((Double code) -> -count(sorted, code))
                    .thenComparing(code -> code))
            .limit(MOST - 1)
            .mapToDouble(code -> code)
            .sorted()
            .toArray();
    return new ColumnBins(byCount, true, true);
  }

  private static int count(double[] sorted, double value) {
    int first = Arrays.binarySearch(sorted, value);
    int last = first;
    while (first > 0 && sorted[first - 1] == value) {
      first--;
    }
    while (last + 1 < sorted.length && sorted[last + 1] == value) {
      last++;
    }
    return last - first + 1;
  }

  /** The bin of a value; an unknown category shares the bin of the rare ones, or is missing. */
  int bin(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    int found = Arrays.binarySearch(cuts, value + 0.0);
    if (categorical) {
      return found >= 0 ? found : rest ? cuts.length : MISSING;
    }
    return found >= 0 ? found : -found - 1;
  }

  int size() {
    return categorical && !rest ? cuts.length : cuts.length + 1;
  }
}
