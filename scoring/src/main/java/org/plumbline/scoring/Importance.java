package org.plumbline.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much each input moves a model over many rows. */
public final class Importance {
  /** Rows explained at a time. */
  private static final int BLOCK = 1_024;

  private Importance() {}

  /**
   * Mean absolute contribution per input over the rows, on the margin scale; all 0 for no rows. For
   * MULTICLASS each row counts for its likeliest class. Costs one explanation per row.
   */
  public static double[] of(Model model, Iterable<double[]> rows) {
    double[] sums = new double[model.inputs().size()];
    long count = accumulate(model, rows, sums, true);
    return divide(sums, count);
  }

  /** Mean signed contribution per input over the rows; near 0 where the rows are the reference. */
  public static double[] expectedContribution(Model model, Iterable<double[]> rows) {
    double[] sums = new double[model.inputs().size()];
    long count = accumulate(model, rows, sums, false);
    return divide(sums, count);
  }

  private static long accumulate(
      Model model, Iterable<double[]> rows, double[] sums, boolean absolute) {
    var scratch = new Scratch();
    var block = new ArrayList<double[]>(BLOCK);
    long count = 0;
    for (double[] row : rows) {
      block.add(row);
      count++;
      if (block.size() == BLOCK) {
        add(model, block, sums, absolute, scratch);
        block.clear();
      }
    }
    add(model, block, sums, absolute, scratch);
    return count;
  }

  private static void add(
      Model model, List<double[]> rows, double[] sums, boolean absolute, Scratch scratch) {
    for (Explanation explanation : model.explain(rows.toArray(new double[0][]), scratch)) {
      for (int i = 0; i < sums.length; i++) {
        double value = explanation.contribution(i);
        sums[i] += absolute ? Math.abs(value) : value;
      }
    }
  }

  private static double[] divide(double[] sums, long count) {
    return Arrays.stream(sums).map(sum -> count == 0 ? 0 : sum / count).toArray();
  }
}
