package org.plumbline.training;

import java.util.stream.IntStream;
import org.plumbline.scoring.Calibration;
import org.plumbline.training.solver.PlattScaling;
import org.plumbline.training.solver.TemperatureScaling;

/**
 * Calibration and blending, learnt from margins of rows that the blended parts were not fitted on.
 *
 * @param treeWeight share of the trees in the blend; the rest is the linear part
 * @param loss mean loss after calibration, on the rows it was learnt from
 */
record Blend(double treeWeight, Calibration calibration, double loss) {
  private static final int STEPS = 20;

  /** Calibrates one set of margins: Platt's line, a temperature, or nothing for numbers. */
  static Calibration calibrate(Dataset data, Margins margins, int[] rows) {
    return switch (data.task()) {
      case BINARY -> {
        PlattScaling line = PlattScaling.fit(margins.of(rows, 0), data.targets(rows));
        yield Calibration.platt(line.slope(), line.intercept());
      }
      case MULTICLASS -> {
        double factor = TemperatureScaling.fit(margins.byRow(rows), data.classTargets(rows));
        yield Calibration.temperature(1 / factor, new double[data.marginCount()]);
      }
      case REGRESSION -> Calibration.identity(1);
    };
  }

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
    Calibration calibration = calibrate(data, mixed, rows);
    double[] offsets = calibration.offsets();
    for (int row : rows) {
      for (int k = 0; k < data.marginCount(); k++) {
        mixed.set(row, k, calibration.slope() * mixed.get(row, k) + offsets[k]);
      }
    }
    return new Blend(treeWeight, calibration, Losses.mean(data, mixed, rows));
  }
}
