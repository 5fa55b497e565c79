package org.plumbline.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The trees of a TREE or TRE2 section. A node is its kind (0 leaf, 1 missing goes right, 2 missing
 * goes left), its cover as double, and either the leaf as float (double where TRE2 sums in double),
 * or feature, threshold as float, left and right child.
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
    writeTrees(forest, out);
  }

  /** Sum (0 float, 1 double), bases and divisor as double, players, then as ever. */
  static void writeAny(Forest forest, SectionWriter out) {
    out.u8(forest.inFloat() ? 0 : 1);
    out.u32s(IntStream.range(0, forest.featureCount()).map(forest::player).toArray());
    out.f64s(IntStream.range(0, forest.marginCount()).mapToDouble(forest::base).toArray());
    out.f64(forest.divisor());
    writeTrees(forest, out);
  }

  private static void writeTrees(Forest forest, SectionWriter out) {
    out.u32(forest.trees().size());
    for (int t = 0; t < forest.trees().size(); t++) {
      out.u32(forest.group(t));
      write(forest.trees().get(t), forest.inFloat(), out);
    }
  }

  private static void write(Tree tree, boolean inFloat, SectionWriter out) {
    out.u32(tree.nodeCount());
    for (int i = 0; i < tree.nodeCount(); i++) {
      out.u8(tree.isLeaf(i) ? 0 : tree.missingLeft(i) ? 2 : 1);
      out.f64(tree.cover(i));
      if (tree.isLeaf(i) && inFloat) {
        out.f32((float) tree.leaf(i));
      } else if (tree.isLeaf(i)) {
        out.f64(tree.leaf(i));
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
    int[] groups = new int[in.count(8 + SMALLEST_NODE)];
    return new Forest(features, base, readTrees(in, groups, true), groups);
  }

  static Forest readAny(SectionReader in) {
    boolean inFloat = !in.flag();
    int[] players = in.i32s();
    double[] bases = in.f64s();
    double divisor = in.f64();
    int[] groups = new int[in.count(8 + SMALLEST_NODE)];
    List<Tree> trees = readTrees(in, groups, inFloat);
    if (!inFloat) {
      return Forest.inDouble(bases, trees, groups, divisor, players);
    }
    float[] narrow = new float[bases.length];
    for (int k = 0; k < narrow.length; k++) {
      narrow[k] = (float) bases[k];
      if (narrow[k] != bases[k]) {
        throw in.refused("a base is no float");
      }
    }
    if (divisor != 1) {
      throw in.refused("sums in float are not divided");
    }
    return new Forest(players.length, narrow, trees, groups).withPlayers(players);
  }

  private static List<Tree> readTrees(SectionReader in, int[] groups, boolean inFloat) {
    List<Tree> trees = new ArrayList<>(groups.length);
    for (int t = 0; t < groups.length; t++) {
      groups[t] = in.u32();
      trees.add(readTree(in, inFloat));
    }
    return trees;
  }

  private static Tree readTree(SectionReader in, boolean inFloat) {
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
          leaf[i] = inFloat ? in.f32() : in.f64();
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
