package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Correction of many p-values for their number [Benjamini & Hochberg 1995]. Stateless. */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * Adjusted p-values: flagging those at most q keeps the expected share of false flags at most q.
   * {@code NaN} entries stay and do not count.
   */
  public static double[] adjust(double[] pValues) {
    int[] order =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    Arrays.fill(adjusted, Double.NaN);
    double least = 1;
    for (int rank = order.length; rank >= 1; rank--) {
      int i = order[rank - 1];
      least = Math.min(least, pValues[i] * order.length / rank);
      adjusted[i] = least;
    }
    return adjusted;
  }
}
