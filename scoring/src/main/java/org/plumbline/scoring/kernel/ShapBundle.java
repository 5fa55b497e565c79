package org.plumbline.scoring.kernel;

import java.util.List;
import org.plumbline.scoring.Tree;

/** Up to four groups of one depth, so that what is said of a tree in bits fills a long. */
final class ShapBundle {
  static final int GROUPS = 4;
  static final int TREES = GROUPS * ShapGroup.LANES;

  final int depth;
  final ShapGroup[] groups;

  /** Per level, for each node and level above: the trees that test the same feature in both. */
  private final long[][] same;

  ShapBundle(List<Tree> trees, Conditions conditions) {
    depth = trees.stream().mapToInt(Tree::depth).max().orElse(0);
    same = new long[depth][];
    for (int k = 0; k < depth; k++) {
      same[k] = new long[k * (1 << k)];
    }
    groups = new ShapGroup[(trees.size() + ShapGroup.LANES - 1) / ShapGroup.LANES];
    for (int g = 0; g < groups.length; g++) {
      int from = g * ShapGroup.LANES;
      int to = Math.min(from + ShapGroup.LANES, trees.size());
      groups[g] = new ShapGroup(trees.subList(from, to), depth, conditions, same, from);
    }
  }

  /** Writes for each node the trees that have failed an earlier test of the feature. */
  void failed(long[] right, long[] failed) {
    int p = 0;
    for (int k = depth - 1; k >= 0; k--) {
      int at = 0;
      for (int n = 0; n < 1 << k; n++) {
        long bits = 0;
        for (int above = 0; above < k; above++) {
          int ancestor = (1 << depth) - (2 << above) + (n & ((1 << above) - 1));
          bits |= same[k][at++] & (right[ancestor] ^ -((n >> above) & 1L));
        }
        failed[p++] = bits;
      }
    }
  }

  /**
   * Twice the nearest node above that tests the same feature, counted the last level first, plus 1
   * if the path leaves it to the right; -1 if there is none.
   */
  int nearest(int tree, int k, int n) {
    for (int above = k - 1; above >= 0; above--) {
      if ((same[k][n * k + above] >>> tree & 1) != 0) {
        int ancestor = (1 << depth) - (2 << above) + (n & ((1 << above) - 1));
        return 2 * ancestor + ((n >> above) & 1);
      }
    }
    return -1;
  }
}
