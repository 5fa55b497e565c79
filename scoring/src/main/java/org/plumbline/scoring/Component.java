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

  /**
   * Writes the margins of many rows one after the other: the same bits as row by row, in less time
   * where a component can share work between rows.
   */
  void margins(double[][] rows, double[] out, Scratch scratch) {
    int count = marginCount();
    double[] one = new double[count];
    for (int r = 0; r < rows.length; r++) {
      margins(rows[r], one, scratch);
      System.arraycopy(one, 0, out, r * count, count);
    }
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
   *
   * @param margin what {@link #margins} answers for this row and output
   */
  abstract void explain(
      double[] row,
      int output,
      double margin,
      double weight,
      double[] contributions,
      Scratch scratch);

  /** As for one row, to the margin {@code outputs[r]} of each row; the same bits. */
  void explain(
      double[][] rows, int[] outputs, double weight, double[][] contributions, Scratch scratch) {
    double[] own = new double[marginCount()];
    for (int r = 0; r < rows.length; r++) {
      margins(rows[r], own, scratch);
      explain(rows[r], outputs[r], own[outputs[r]], weight, contributions[r], scratch);
    }
  }

  /** Refuses inputs that do not exist or are of another kind than this component reads. */
  abstract void requireInputs(List<Input> inputs);
}
