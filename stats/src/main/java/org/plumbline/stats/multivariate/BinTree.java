package org.plumbline.stats.multivariate;

/** A tree over bins: numbers, categories and missing values all go left by one set of bins. */
sealed interface BinTree {
  record Leaf(double value) implements BinTree {}

  record Node(int column, long leftBins, BinTree left, BinTree right) implements BinTree {}

  static double value(BinTree tree, int[] bins) {
    BinTree at = tree;
    while (at instanceof Node node) {
      at = (node.leftBins() >>> bins[node.column()] & 1) == 1 ? node.left() : node.right();
    }
    return ((Leaf) at).value();
  }
}
