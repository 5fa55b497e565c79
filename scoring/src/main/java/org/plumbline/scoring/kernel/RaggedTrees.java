package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Tree;

/**
 * Trees of any shape, walked eight at a time without a branch on data: eight trees for one row, or
 * eight rows in one tree.
 *
 * <p>Implementation note. Breadth-first, siblings side by side, so a step is the left child plus 0
 * or 1. A leaf is its own left child behind a test that no key passes, so all eight may take as
 * many steps as the deepest needs. A node takes 16 bytes where a perfect tree would double per
 * level. A walk may start some levels below the root, where the path so far is known by other
 * means.
 */
final class RaggedTrees {
  static final int LANES = 8;

  /** How many levels are known at the start of a walk. */
  private final int known;

  /** Where a walk starts: per tree, one for each path through the known levels. */
  private final int[] starts;

  /** Steps of a walk, per tree. */
  private final int[] steps;

  /** See {@link PackedNode}. */
  private final long[] nodes;

  private final int[] left;
  private final float[] leaves;

  RaggedTrees(List<Tree> trees, int known) {
    this.known = known;
    this.starts = new int[trees.size() << known];
    this.steps = new int[trees.size()];
    int most = trees.stream().mapToInt(Tree::nodeCount).sum();
    this.nodes = new long[most];
    this.left = new int[most];
    this.leaves = new float[most];
    int next = 0;
    for (int t = 0; t < steps.length; t++) {
      steps[t] = Math.max(0, trees.get(t).depth() - known);
      next = fill(trees.get(t), 0, t << known, known, next);
    }
  }

  /** Lays out the parts below the known levels; answers where the next goes. */
  private int fill(Tree tree, int node, int path, int levels, int next) {
    if (levels > 0 && !tree.isLeaf(node)) {
      int half = 1 << (levels - 1);
      int between = fill(tree, tree.left(node), path, levels - 1, next);
      return fill(tree, tree.right(node), path + half, levels - 1, between);
    }
    Arrays.fill(starts, path, path + (1 << levels), next);
    var order = new ArrayList<Integer>(List.of(node));
    for (int i = 0; i < order.size(); i++) {
      int at = order.get(i);
      if (tree.isLeaf(at)) {
        nodes[next + i] = PackedNode.NEVER;
        left[next + i] = next + i;
        leaves[next + i] = (float) tree.leaf(at);
      } else {
        nodes[next + i] = PackedNode.of(tree, at);
        left[next + i] = next + order.size();
        order.add(tree.left(at));
        order.add(tree.right(at));
      }
    }
    return next + order.size();
  }

  private int step(int i, long[] row, int first) {
    return left[i] + PackedNode.right(nodes[i], row, first);
  }

  /** Adds the leaves of eight trees, the first of them {@code t}, walked from their roots. */
  float add(int t, long[] row, float margin) {
    int depth = 0;
    for (int lane = 0; lane < LANES; lane++) {
      depth = Math.max(depth, steps[t + lane]);
    }
    int a = starts[t];
    int b = starts[t + 1];
    int c = starts[t + 2];
    int d = starts[t + 3];
    int e = starts[t + 4];
    int f = starts[t + 5];
    int g = starts[t + 6];
    int h = starts[t + 7];
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

  /**
   * Adds the leaf of one tree to the sums of eight rows, of which every eighth is meant.
   *
   * @param paths the path of each through the known levels, a byte each
   * @param row where the slots of the first row start, {@code width} of them to a row
   */
  void addRows(int t, long paths, long[] rows, int row, int width, float[] sums, int sum) {
    int start = t << known;
    int a = starts[start + (int) (paths & 255)];
    int b = starts[start + (int) ((paths >>> 8) & 255)];
    int c = starts[start + (int) ((paths >>> 16) & 255)];
    int d = starts[start + (int) ((paths >>> 24) & 255)];
    int e = starts[start + (int) ((paths >>> 32) & 255)];
    int f = starts[start + (int) ((paths >>> 40) & 255)];
    int g = starts[start + (int) ((paths >>> 48) & 255)];
    int h = starts[start + (int) (paths >>> 56)];
    int stride = LANES * width;
    for (int step = steps[t]; step > 0; step--) {
      a = step(a, rows, row);
      b = step(b, rows, row + stride);
      c = step(c, rows, row + 2 * stride);
      d = step(d, rows, row + 3 * stride);
      e = step(e, rows, row + 4 * stride);
      f = step(f, rows, row + 5 * stride);
      g = step(g, rows, row + 6 * stride);
      h = step(h, rows, row + 7 * stride);
    }
    sums[sum] += leaves[a];
    sums[sum + 8] += leaves[b];
    sums[sum + 16] += leaves[c];
    sums[sum + 24] += leaves[d];
    sums[sum + 32] += leaves[e];
    sums[sum + 40] += leaves[f];
    sums[sum + 48] += leaves[g];
    sums[sum + 56] += leaves[h];
  }
}
