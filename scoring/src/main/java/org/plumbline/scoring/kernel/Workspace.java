package org.plumbline.scoring.kernel;

import org.jspecify.annotations.Nullable;

/** Working memory of the kernels; belongs to one thread at a time and grows to the largest seen. */
public final class Workspace {
  private int[] keys = new int[0];
  private double[] down = new double[0];
  private double[] up = new double[0];
  private double[] delta = new double[0];
  private int[] passed = new int[0];
  private long[] failed = new long[0];
  private float[] row = new float[0];
  private long[] packed = new long[0];
  private double[] contributions = new double[0];

  /* Most callers score one row: what only many rows need would be most of what they allocate. */
  private @Nullable BlockBits bits;
  private @Nullable ShapRows shap;

  BlockBits bits(Conditions conditions, int words, int margins) {
    BlockBits held = bits == null ? (bits = new BlockBits()) : bits;
    held.require(conditions, words, margins);
    return held;
  }

  /** To explain one row. */
  ShapRows shap(int features) {
    ShapRows held = shap == null ? (shap = new ShapRows()) : shap;
    held.require(features);
    return held;
  }

  /** To explain lanes of rows. */
  ShapRows shapOfMany(int features) {
    ShapRows held = shap(features);
    held.requireLanes(features);
    return held;
  }

  /** For {@link PackedNode}. */
  long[] packed(int length) {
    return packed.length >= length ? packed : (packed = new long[length]);
  }

  float[] row(int length) {
    return row.length >= length ? row : (row = new float[length]);
  }

  double[] contributions(int length) {
    return contributions.length >= length ? contributions : (contributions = new double[length]);
  }

  long[] failed(int length) {
    return failed.length >= length ? failed : (failed = new long[length]);
  }

  int[] keys(int length) {
    return keys.length >= length ? keys : (keys = new int[length]);
  }

  double[] down(int length) {
    return down.length >= length ? down : (down = new double[length]);
  }

  double[] up(int length) {
    return up.length >= length ? up : (up = new double[length]);
  }

  double[] delta(int length) {
    return delta.length >= length ? delta : (delta = new double[length]);
  }

  int[] passed(int length) {
    return passed.length >= length ? passed : (passed = new int[length]);
  }
}
