package org.plumbline.scoring.kernel;

/**
 * The constants of a bundle again, but tree by tree: for many rows a lane is a row, and a tree's
 * constants are read one after the other.
 */
final class BatchShapTrees {
  /** Per node: share, what is missing to 1, s and w / t^2 s^2 of each point, and Z. */
  static final int STRIDE = 9;

  final int depth;
  final int trees;

  /** Inner nodes of a tree, in the order of {@link ShapBundle}: the last level first. */
  final int inner;

  /** Per tree and node. */
  final int[] feature;

  final int[] condition;
  final float[] constants;

  /** Per tree: left leaves of all nodes of the last level, then the right ones. */
  final float[] leaves;

  /** Per tree and node: see {@link ShapBundle#earlier}. */
  final int[] earlier;

  BatchShapTrees(ShapBundle bundle) {
    int lanes = bundle.lanes;
    depth = bundle.depth;
    inner = (1 << depth) - 1;
    trees = bundle.trees;
    feature = new int[trees * inner];
    condition = new int[trees * inner];
    earlier = new int[trees * inner];
    constants = new float[trees * inner * STRIDE];
    leaves = new float[trees * (inner + 1)];
    for (int t = 0; t < trees; t++) {
      for (int k = 0; k < depth; k++) {
        int first = (1 << depth) - (2 << k);
        for (int n = 0; n < 1 << k; n++) {
          int p = t * inner + first + n;
          int i = n * lanes + t;
          feature[p] = bundle.feature[bundle.first(k) + i];
          condition[p] = bundle.condition[bundle.first(k) + i];
          earlier[p] = bundle.earlier[bundle.first(k) + i];
          ShapBundle.Level level = bundle.levels[k];
          constants[p * STRIDE] = level.share[i];
          constants[p * STRIDE + 1] = bundle.rest[bundle.first(k) + i];
          constants[p * STRIDE + 8] = level.before[i];
          for (int q = 0; q < ShapBundle.POINTS; q++) {
            float factor = level.s[q][i];
            constants[p * STRIDE + 2 + q] = factor;
            constants[p * STRIDE + 5 + q] = ShapBundle.weight(q) * factor * factor;
          }
        }
      }
      for (int n = 0; n <= inner; n++) {
        leaves[t * (inner + 1) + n] = bundle.leaves[n * lanes + t];
      }
    }
  }

  /** Writes for each node the rows of one word that turn right, and that failed earlier. */
  void decide(int tree, long[] rights, int words, int word, long[] right, long[] failed) {
    int first = tree * inner;
    // From the root, which is last, down: earlier tests must be known.
    for (int p = inner - 1; p >= 0; p--) {
      long turn = rights[condition[first + p] * words + word];
      right[p] = turn;
      int side = earlier[first + p];
      int node = side >> 1;
      // Without an earlier test the side is -1: no row has failed.
      failed[p] = side < 0 ? 0 : failed[node] | (right[node] ^ -(side & 1L));
    }
  }
}
