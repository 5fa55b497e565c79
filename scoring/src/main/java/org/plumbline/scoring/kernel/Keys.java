package org.plumbline.scoring.kernel;

import org.plumbline.scoring.Tree;

/**
 * Floats as integers of the same order, so that a test is one subtraction without a branch.
 *
 * <p>Feature j has two slots: a missing value sorts below every threshold in slot 2j and above
 * every threshold in slot 2j + 1, so a node says by its slot where missing values go.
 */
public final class Keys {
  /** What slot 2j holds for a missing value of feature j, and for no other. */
  static final int MISSING = Integer.MIN_VALUE;

  private Keys() {}

  /** How many slots so many features take; one more, so that there is always a slot 0. */
  public static int count(int features) {
    return 2 * features + 1;
  }

  public static void fill(float[] features, int count, int[] keys) {
    fill(features, 0, count, keys, 0);
  }

  static void fill(float[] features, int offset, int count, int[] keys, int first) {
    for (int j = 0; j < count; j++) {
      float x = features[offset + j];
      boolean missing = Float.isNaN(x);
      int key = of(x);
      keys[first + 2 * j] = missing ? MISSING : key;
      keys[first + 2 * j + 1] = missing ? Integer.MAX_VALUE : key;
    }
  }

  /** Keeps the order of finite floats and infinities; -0 and 0 become equal. */
  static int of(float x) {
    int bits = Float.floatToRawIntBits(x + 0f);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  /** The slot an inner node looks at. */
  static int slot(Tree tree, int node) {
    return 2 * tree.feature(node) + (tree.missingLeft(node) ? 0 : 1);
  }

  /** 1 if the key is not below the threshold, else 0. */
  static int right(int threshold, int key) {
    return (int) (((long) threshold - key - 1) >>> 63);
  }
}
