package org.plumbline.training;

import java.util.stream.IntStream;
import org.plumbline.scoring.Calibration;

/**
 * The weights of two parts, learnt from margins of rows that the parts were not fitted on.
 *
 * @param treeWeight share of the trees in the blend; the rest is the linear part
 * @param margins of the blend, not calibrated
 * @param loss mean loss after calibration by a line, on the rows it was learnt from
 */
record Blend(double treeWeight, Margins margins, double loss) {
  private static final int STEPS = 20;

  /** The weight between the two whose calibrated blend loses least, in steps of a twentieth. */
  static Blend of(Dataset data, Margins linear, Margins trees, int[] rows) {
    return IntStream.rangeClosed(1, STEPS - 1)
        .mapToObj(step -> weighed(data, linear, trees, rows, (double) step / STEPS))
        .reduce((left, right) -> right.loss() < left.loss() ? right : left)
        .orElseThrow();
  }

  private static Blend weighed(
      Dataset data, Margins linear, Margins trees, int[] rows, double treeWeight) {
    var mixed = new Margins(data.rowCount(), data.marginCount());
    for (int row : rows) {
      for (int k = 0; k < data.marginCount(); k++) {
        mixed.set(row, k, (1 - treeWeight) * linear.get(row, k) + treeWeight * trees.get(row, k));
      }
    }
    Calibration line = Calibrator.line(data, mixed, rows);
    double[] offsets = line.offsets();
    var calibrated = new Margins(data.rowCount(), data.marginCount());
    for (int row : rows) {
      for (int k = 0; k < data.marginCount(); k++) {
        calibrated.set(row, k, line.slope() * mixed.get(row, k) + offsets[k]);
      }
    }
    return new Blend(treeWeight, mixed, Losses.mean(data, calibrated, rows));
  }
}
