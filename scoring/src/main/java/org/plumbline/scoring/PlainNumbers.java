package org.plumbline.scoring;

import java.util.List;

/**
 * The leading steps of a preprocessing that make one column of one number each, without logarithm
 * or indicator, as arrays: the same operations as {@link Preprocessing.Numeric} in an order that
 * the compiler turns into vectors (the division alone is most of the cost one by one).
 */
final class PlainNumbers {
  private final int[] input;
  private final double[] impute;
  private final double[] low;
  private final double[] high;
  private final double[] mean;
  private final double[] scale;

  private PlainNumbers(int count) {
    input = new int[count];
    impute = new double[count];
    low = new double[count];
    high = new double[count];
    mean = new double[count];
    scale = new double[count];
  }

  static PlainNumbers leading(List<Preprocessing.Step> steps) {
    int count = 0;
    while (count < steps.size() && isPlain(steps.get(count))) {
      count++;
    }
    var plain = new PlainNumbers(count);
    for (int j = 0; j < count; j++) {
      if (steps.get(j) instanceof Preprocessing.Numeric step) {
        plain.input[j] = step.input();
        plain.impute[j] = step.impute();
        plain.low[j] = step.low();
        plain.high[j] = step.high();
        plain.mean[j] = step.mean();
        plain.scale[j] = step.scale();
      }
    }
    return plain;
  }

  private static boolean isPlain(Preprocessing.Step step) {
    return step instanceof Preprocessing.Numeric numeric
        && !numeric.indicator()
        && !numeric.logarithm();
  }

  /** How many steps, and columns. */
  int count() {
    return input.length;
  }

  void apply(double[] row, double[] out) {
    for (int j = 0; j < input.length; j++) {
      double x = row[input[j]];
      out[j] = Double.isNaN(x) ? impute[j] : x;
    }
    for (int j = 0; j < input.length; j++) {
      out[j] = (Math.min(Math.max(out[j], low[j]), high[j]) - mean[j]) / scale[j];
    }
  }
}
