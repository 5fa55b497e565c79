package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

/** A node of a foreign tree, its numbers in double as the file has them. */
sealed interface DraftNode {
  /** Weight of the training rows that reached the node; 0 where the file does not say. */
  double cover();

  record Leaf(double value, double cover) implements DraftNode {
    public Leaf {
      require(Double.isFinite(value), "a leaf is %s", value);
      require(cover >= 0 && Double.isFinite(cover), "a cover is %s", cover);
    }
  }

  /** Children are indices into the list of nodes of the tree. */
  record Split(int feature, NodeTest test, boolean missingLeft, int left, int right, double cover)
      implements DraftNode {
    public Split {
      require(feature >= 0, "a node tests feature %s", feature);
      require(cover >= 0 && Double.isFinite(cover), "a cover is %s", cover);
    }
  }
}
