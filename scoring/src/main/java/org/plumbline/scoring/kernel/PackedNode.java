package org.plumbline.scoring.kernel;

import org.plumbline.scoring.Tree;

/**
 * An inner node as one long, so that a step is one load of the node, one of the row, and one
 * subtraction.
 *
 * <p>The threshold's key, see {@link Keys}, stands from bit 31 up, the slot it is compared in
 * below. A row holds the key one higher, in the same place: the difference is negative exactly if
 * the row's key is not below the threshold, whatever the slot. Thirty-three bits of key leave room
 * for one value below and one above all keys, and no difference overflows.
 */
final class PackedNode {
  private static final int SHIFT = 31;
  private static final int SLOT = Integer.MAX_VALUE;
  private static final long BELOW_ALL = -1L << 62;
  private static final long ABOVE_ALL = 1L << 62;

  /** A test that no key passes in slot 0: one above the key of infinity. */
  static final long NEVER = (long) Integer.MAX_VALUE << SHIFT;

  private PackedNode() {}

  static long of(Tree tree, int node) {
    return (long) Keys.of(tree.threshold(node)) << SHIFT | Keys.slot(tree, node);
  }

  /** Writes what a row of features holds in each slot, the first at {@code first}. */
  static void fill(float[] features, int offset, int count, long[] row, int first) {
    for (int j = 0; j < count; j++) {
      float x = features[offset + j];
      boolean missing = Float.isNaN(x);
      long key = (Keys.of(x) + 1L) << SHIFT;
      row[first + 2 * j] = missing ? BELOW_ALL : key;
      row[first + 2 * j + 1] = missing ? ABOVE_ALL : key;
    }
  }

  /** 1 if the row that starts at {@code first} goes right, else 0. */
  static int right(long node, long[] row, int first) {
    return (int) ((node - row[first + ((int) node & SLOT)]) >>> 63);
  }
}
