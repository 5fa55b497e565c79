package org.plumbline.scoring;

import java.util.ArrayList;
import java.util.List;

/**
 * The trees of a TREE section. A node is its kind (0 leaf, 1 missing goes right, 2 missing goes
 * left), its cover as double, and either the leaf as float, or feature, threshold as float, left
 * and right child.
 */
final class ForestFile {
  private static final int SMALLEST_NODE = 13;

  private ForestFile() {}

  static void write(Forest forest, SectionWriter out) {
    out.u32(forest.featureCount());
    float[] base = new float[forest.marginCount()];
    for (int k = 0; k < base.length; k++) {
      base[k] = forest.baseMargin(k);
    }
    out.f32s(base);
    out.u32(forest.trees().size());
    for (int t = 0; t < forest.trees().size(); t++) {
      out.u32(forest.group(t));
      write(forest.trees().get(t), out);
    }
  }

  private static void write(Tree tree, SectionWriter out) {
    out.u32(tree.nodeCount());
    for (int i = 0; i < tree.nodeCount(); i++) {
      out.u8(tree.isLeaf(i) ? 0 : tree.missingLeft(i) ? 2 : 1);
      out.f64(tree.cover(i));
      if (tree.isLeaf(i)) {
        out.f32((float) tree.leaf(i));
      } else {
        out.u32(tree.feature(i));
        out.f32(tree.threshold(i));
        out.u32(tree.left(i));
        out.u32(tree.right(i));
      }
    }
  }

  static Forest read(SectionReader in) {
    int features = in.u32();
    float[] base = in.f32s();
    int count = in.count(8 + SMALLEST_NODE);
    List<Tree> trees = new ArrayList<>(count);
    int[] groups = new int[count];
    for (int t = 0; t < count; t++) {
      groups[t] = in.u32();
      trees.add(readTree(in));
    }
    return new Forest(features, base, trees, groups);
  }

  private static Tree readTree(SectionReader in) {
    int n = in.count(SMALLEST_NODE);
    int[] feature = new int[n];
    float[] threshold = new float[n];
    boolean[] missingLeft = new boolean[n];
    int[] left = new int[n];
    int[] right = new int[n];
    double[] leaf = new double[n];
    double[] cover = new double[n];
    for (int i = 0; i < n; i++) {
      int kind = in.u8();
      cover[i] = in.f64();
      switch (kind) {
        case 0 -> {
          feature[i] = -1;
          left[i] = -1;
          right[i] = -1;
          leaf[i] = in.f32();
        }
        case 1, 2 -> {
          missingLeft[i] = kind == 2;
          feature[i] = in.u32();
          threshold[i] = in.f32();
          left[i] = in.u32();
          right[i] = in.u32();
        }
        default -> throw in.refused("unknown kind of node");
      }
    }
    return new Tree(feature, threshold, missingLeft, left, right, leaf, cover);
  }
}
