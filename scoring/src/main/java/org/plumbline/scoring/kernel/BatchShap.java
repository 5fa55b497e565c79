package org.plumbline.scoring.kernel;

import java.util.Arrays;

/** Explains 64 rows at once in lanes of rows; the bits of {@link RowShapLanes}. Stateless. */
abstract class BatchShap {

  /**
   * Adds up a bundle for up to 64 rows, whose answers to all conditions are in one word of bits;
   * the contributions of feature j are added to {@code rows.all[j * 64 + row]}.
   */
  final void add(
      BatchShapTrees trees, int features, BlockBits bits, int words, int word, ShapRows rows) {
    Arrays.fill(rows.few, 0, features * 64, 0);
    for (int tree = 0; tree < trees.trees; tree++) {
      trees.decide(tree, bits.right, words, word, rows.right, rows.failed);
      for (int row = 0; row < 64; row += ShapBundle.LANES) {
        add(trees, tree, row, row, rows);
      }
      if ((tree + 1) % ShapBundle.LANES == 0 || tree + 1 == trees.trees) {
        flush(features, rows);
      }
    }
  }

  /** Adds one tree for 16 rows, whose bits start at {@code shift}. */
  abstract void add(BatchShapTrees trees, int tree, int shift, int row, ShapRows rows);

  /** Adds what is summed in float to what is summed in double, and clears it. */
  abstract void flush(int features, ShapRows rows);
}
