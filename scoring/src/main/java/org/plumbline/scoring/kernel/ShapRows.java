package org.plumbline.scoring.kernel;

/** Working memory of the float kernels of explanation; arrays of the size of each level. */
final class ShapRows {
  private static final int INNER = (1 << ShapGroup.MAX_DEPTH) - 1;

  /** How far a turn is from the share of its side; 0 where an earlier test has failed. */
  final float[][] delta = levels();

  /** Per point: products of the factors above a node, then sums over the leaves below it. */
  final float[][][] a = {levels(), levels(), levels()};

  /** The quadrature so far. */
  final float[][] sum = levels();

  /** The right half of a level. */
  final float[] half = new float[ShapGroup.LANES << (ShapGroup.MAX_DEPTH - 1)];

  /** What each node contributes: all levels, the last one first. */
  final float[] contributions = new float[INNER * ShapGroup.LANES];

  /** Per node, the last level first: the trees that turn right, and that failed earlier. */
  final long[] right = new long[INNER];

  final long[] failed = new long[INNER];

  /** The same for lanes of rows: all levels, the last one first. */
  final float[] deltas = new float[INNER * ShapGroup.LANES];

  final float[] b0 = new float[INNER * ShapGroup.LANES];
  final float[] b1 = new float[INNER * ShapGroup.LANES];
  final float[] b2 = new float[INNER * ShapGroup.LANES];

  /** Contributions of a few trees in float, of all trees in double; per feature and lane. */
  float[] few = new float[0];

  double[] all = new double[0];

  private static float[][] levels() {
    float[][] levels = new float[ShapGroup.MAX_DEPTH][];
    for (int k = 0; k < levels.length; k++) {
      levels[k] = new float[ShapGroup.LANES << k];
    }
    return levels;
  }

  void require(int features) {
    if (few.length < features * 64) {
      few = new float[features * 64];
      all = new double[features * 64];
    }
  }
}
