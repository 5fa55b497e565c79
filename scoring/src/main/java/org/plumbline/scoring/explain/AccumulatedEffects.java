package org.plumbline.scoring.explain;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How the score changes along one numeric input, from the rows that lie near each value [Apley and
 * Zhu 2020].
 *
 * <p>Only small steps within an interval are made, so correlated inputs do not lead to rows that
 * cannot exist. The curve is centred: its mean over the rows is zero.
 *
 * @param edges ascending borders of the intervals; the effect stands at each
 * @param effect in units of the score
 * @param rows how many rows lie in the interval that ends at each edge; 0 at the first
 */
public record AccumulatedEffects(double[] edges, double[] effect, long[] rows) {

  /**
   * Scores each row twice. Rows where the input is missing take no part; an input with one value or
   * none has no step and gives that value with effect zero, or an empty curve.
   *
   * @param intervals how many at most; equal values never part, so there may be fewer
   */
  public static AccumulatedEffects of(
      ToDoubleFunction<double[]> score, double[][] rows, int input, int intervals) {
    Rules.requireInput(rows, input);
    Rules.require(intervals >= 1, "%s intervals asked for: give at least one", intervals);
    double[] edges = Grids.quantiles(rows, input, intervals + 1, 0, 1);
    double[] step = new double[edges.length];
    long[] count = new long[edges.length];
    for (double[] row : rows) {
      if (edges.length > 1 && !Double.isNaN(row[input])) {
        int end = Math.max(1, firstAtLeast(edges, row[input]));
        double[] ends = PartialDependence.individual(score, row, input, edges[end - 1], edges[end]);
        step[end] += ends[1] - ends[0];
        count[end]++;
      }
    }
    return new AccumulatedEffects(edges, centred(step, count), count);
  }

  private static int firstAtLeast(double[] edges, double value) {
    int found = Arrays.binarySearch(edges, value);
    return found >= 0 ? found : -found - 1;
  }

  private static double[] centred(double[] step, long[] count) {
    double[] effect = new double[step.length];
    double sum = 0;
    long total = 0;
    for (int k = 1; k < step.length; k++) {
      effect[k] = effect[k - 1] + (count[k] == 0 ? 0 : step[k] / count[k]);
      sum += count[k] * (effect[k - 1] + effect[k]) / 2;
      total += count[k];
    }
    double mean = total == 0 ? 0 : sum / total;
    return Arrays.stream(effect).map(value -> value - mean).toArray();
  }
}
