package org.plumbline.scoring.kernel;

/** Working memory of the float kernels of explanation; arrays of the size of each level. */
final class ShapRows {
  private static final int INNER = (1 << ShapBundle.MAX_DEPTH) - 1;

  /** Trees of a bundle there is room for; none until a single row is explained. */
  private int lanes;

  /**
   * How far a turn is from the share of its side, 0 where an earlier test has failed: all levels,
   * the last one first, and each level alone.
   */
  float[] deltas = new float[0];

  float[][] delta = new float[0][];

  /** Per point: products of the factors above a node, then sums over the leaves below it. */
  float[][][] a = new float[0][][];

  /** The quadrature so far. */
  float[][] sum = new float[0][];

  /** The right half of a level. */
  float[] half = new float[0];

  /** What each node contributes: all levels, the last one first. */
  float[] contributions = new float[0];

  /** Which nodes are below no failed test of their feature; see {@link Turns}. */
  int[] passed = new int[0];

  /** For lanes of rows, per node, the last level first: those that turn right, failed earlier. */
  long[] right = new long[0];

  long[] failed = new long[0];

  /** The products and sums for lanes of rows: all levels, the last one first. */
  float[] b0 = new float[0];

  float[] b1 = new float[0];
  float[] b2 = new float[0];

  /** Contributions of a few trees in float, of all trees in double; per feature and lane. */
  float[] few = new float[0];

  double[] all = new double[0];

  /** For many rows: deltas of one tree. */
  float[] treeDeltas = new float[0];

  private static float[][] levels(int lanes) {
    float[][] levels = new float[ShapBundle.MAX_DEPTH][];
    for (int k = 0; k < levels.length; k++) {
      levels[k] = new float[lanes << k];
    }
    return levels;
  }

  void require(int features) {
    if (few.length < features * 64) {
      few = new float[features * 64];
    }
  }

  void requireLanes(int features) {
    if (all.length < features * 64) {
      all = new double[features * 64];
    }
    if (right.length == 0) {
      right = new long[INNER];
      failed = new long[INNER];
      b0 = new float[INNER * ShapBundle.LANES];
      b1 = new float[INNER * ShapBundle.LANES];
      b2 = new float[INNER * ShapBundle.LANES];
      treeDeltas = new float[INNER * ShapBundle.LANES];
    }
  }

  void require(ShapBundle bundle) {
    if (lanes < bundle.lanes) {
      lanes = bundle.lanes;
      deltas = new float[INNER * lanes];
      delta = levels(lanes);
      a = new float[][][] {levels(lanes), levels(lanes), levels(lanes)};
      sum = levels(lanes);
      half = new float[lanes << (ShapBundle.MAX_DEPTH - 1)];
      contributions = new float[INNER * lanes];
    }
    if (passed.length < bundle.turns.passedLength()) {
      passed = new int[bundle.turns.passedLength()];
    }
  }
}
