package org.plumbline.scoring;

import java.util.List;

/**
 * One part of a blend: maps a row to margins and says which input caused how much of each.
 *
 * <p>Immutable and thread-safe.
 */
public abstract sealed class Component
    permits ClusterComponent, ConstantComponent, HurdleComponent, LinearComponent, TreeComponent {

  Component() {}

  /** 1, or the number of classes. */
  public abstract int marginCount();

  /** Writes this component's own margins, before weight and calibration; all finite. */
  public abstract void margins(double[] row, double[] out, Scratch scratch);

  public final void margins(double[] row, double[] out) {
    margins(row, out, new Scratch());
  }

  /** The margin this component expects before anything is known of a row. */
  public abstract double baseline(int output);

  /** Whether an exact additive explanation exists. */
  boolean explains() {
    return true;
  }

  /**
   * Adds {@code weight} times the contribution of each input to the given margin; those of one row
   * sum to margin minus baseline.
   */
  abstract void explain(
      double[] row, int output, double weight, double[] contributions, Scratch scratch);

  /** Refuses inputs that do not exist or are of another kind than this component reads. */
  abstract void requireInputs(List<Input> inputs);
}
