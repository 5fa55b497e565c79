package org.plumbline.scoring.kernel;

import java.util.List;
import org.plumbline.scoring.Tree;

/**
 * Trees of any shape, walked eight at a time without a branch on data: eight trees for one row, or
 * eight rows in one tree.
 *
 * <p>Implementation note. Breadth-first, siblings side by side, so a step is the left child plus 0
 * or 1. A leaf is its own left child behind a test that no key passes, so all eight may take as
 * many steps as the deepest needs. A node takes 16 bytes where a perfect tree would double per
 * level.
 */
final class RaggedTrees {
  static final int LANES = 8;

  private final int[] roots;
  private final int[] depths;

  /** See {@link PackedNode}. */
  private final long[] nodes;

  private final int[] left;
  private final float[] leaves;

  RaggedTrees(List<Tree> trees) {
    roots = new int[trees.size()];
    depths = new int[trees.size()];
    int size = 0;
    for (int t = 0; t < roots.length; t++) {
      roots[t] = size;
      depths[t] = trees.get(t).depth();
      size += trees.get(t).nodeCount();
    }
    nodes = new long[size];
    left = new int[size];
    leaves = new float[size];
    for (int t = 0; t < roots.length; t++) {
      fill(trees.get(t), roots[t]);
    }
  }

  private void fill(Tree tree, int root) {
    int[] order = new int[tree.nodeCount()];
    int next = 1;
    for (int i = 0; i < order.length; i++) {
      int node = order[i];
      if (tree.isLeaf(node)) {
        nodes[root + i] = PackedNode.NEVER;
        left[root + i] = root + i;
        leaves[root + i] = (float) tree.leaf(node);
      } else {
        nodes[root + i] = PackedNode.of(tree, node);
        left[root + i] = root + next;
        order[next++] = tree.left(node);
        order[next++] = tree.right(node);
      }
    }
  }

  private int step(int i, long[] row, int first) {
    return left[i] + PackedNode.right(nodes[i], row, first);
  }

  private float leaf(int t, long[] rows, int first) {
    int i = roots[t];
    for (int level = depths[t]; level > 0; level--) {
      i = step(i, rows, first);
    }
    return leaves[i];
  }

  /** Adds the leaves of eight trees, the first of them {@code t}, in their order. */
  float add(int t, long[] row, float margin) {
    int depth = 0;
    for (int lane = 0; lane < LANES; lane++) {
      depth = Math.max(depth, depths[t + lane]);
    }
    int a = roots[t];
    int b = roots[t + 1];
    int c = roots[t + 2];
    int d = roots[t + 3];
    int e = roots[t + 4];
    int f = roots[t + 5];
    int g = roots[t + 6];
    int h = roots[t + 7];
    for (int level = 0; level < depth; level++) {
      a = step(a, row, 0);
      b = step(b, row, 0);
      c = step(c, row, 0);
      d = step(d, row, 0);
      e = step(e, row, 0);
      f = step(f, row, 0);
      g = step(g, row, 0);
      h = step(h, row, 0);
    }
    float sum = margin;
    sum += leaves[a];
    sum += leaves[b];
    sum += leaves[c];
    sum += leaves[d];
    sum += leaves[e];
    sum += leaves[f];
    sum += leaves[g];
    sum += leaves[h];
    return sum;
  }

  /** Adds the leaf of one tree to the sum of each row; keys lie row by row. */
  void addRows(int t, long[] keys, int width, int rows, float[] sums, int sum) {
    int r = 0;
    for (; r + LANES <= rows; r += LANES) {
      eightRows(t, keys, r * width, width, sums, sum + r);
    }
    for (; r < rows; r++) {
      sums[sum + r] += leaf(t, keys, r * width);
    }
  }

  private void eightRows(int t, long[] keys, int row, int width, float[] sums, int sum) {
    int a = roots[t];
    int b = a;
    int c = a;
    int d = a;
    int e = a;
    int f = a;
    int g = a;
    int h = a;
    for (int level = depths[t]; level > 0; level--) {
      a = step(a, keys, row);
      b = step(b, keys, row + width);
      c = step(c, keys, row + 2 * width);
      d = step(d, keys, row + 3 * width);
      e = step(e, keys, row + 4 * width);
      f = step(f, keys, row + 5 * width);
      g = step(g, keys, row + 6 * width);
      h = step(h, keys, row + 7 * width);
    }
    sums[sum] += leaves[a];
    sums[sum + 1] += leaves[b];
    sums[sum + 2] += leaves[c];
    sums[sum + 3] += leaves[d];
    sums[sum + 4] += leaves[e];
    sums[sum + 5] += leaves[f];
    sums[sum + 6] += leaves[g];
    sums[sum + 7] += leaves[h];
  }
}
