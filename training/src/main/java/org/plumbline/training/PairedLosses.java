package org.plumbline.training;

import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.metrics.Bootstrap;

/** Compares the losses of two candidates on the same rows; rows of one group go together. */
final class PairedLosses {
  private final Bootstrap bootstrap;
  private final boolean squares;
  private final boolean grouped;
  private final int[] groups;

  /** For losses of these rows, in this order. */
  PairedLosses(Dataset data, int[] rows, Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
    this.squares = data.task() == Task.REGRESSION;
    this.grouped = data.isGrouped();
    this.groups = grouped ? data.groups(rows) : new int[0];
  }

  /** Left minus right on the scale of the primary metric: log loss, or RMSE. */
  Interval difference(double[] left, double[] right) {
    if (squares) {
      return grouped
          ? bootstrap.rootMeanDifference(left, right, groups)
          : bootstrap.rootMeanDifference(left, right);
    }
    return grouped
        ? bootstrap.meanDifference(left, right, groups)
        : bootstrap.meanDifference(left, right);
  }
}
