package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

/** Forests and rows of any legal shape, drawn from a seed. */
final class RandomForests {
  private final SplittableRandom random;

  RandomForests(long seed) {
    this.random = new SplittableRandom(seed);
  }

  int between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  /** Single leaves, chains, full and ragged trees in any order. */
  Forest forest(int features, int trees, int margins, int maxDepth) {
    var all = new ArrayList<Tree>();
    int[] groups = new int[trees];
    for (int t = 0; t < trees; t++) {
      groups[t] = random.nextInt(margins);
      all.add(tree(features, random.nextInt(maxDepth + 1), 0.3 + random.nextDouble()));
    }
    float[] base = new float[margins];
    for (int k = 0; k < margins; k++) {
      base[k] = (float) random.nextDouble(-1, 1);
    }
    return new Forest(features, base, all, groups);
  }

  /** Splits with the given chance until the depth is reached; repeats features at will. */
  Tree tree(int features, int depth, double chance) {
    var nodes = new Nodes();
    grow(nodes, features, depth, chance, random.nextDouble(10, 1000));
    return nodes.tree();
  }

  private int grow(Nodes nodes, int features, int depth, double chance, double cover) {
    int node = nodes.add(cover);
    if (features == 0 || depth == 0 || random.nextDouble() > chance) {
      nodes.leaf.set(node, (double) (float) random.nextDouble(-1, 1));
      return node;
    }
    double share = random.nextInt(12) == 0 ? 0 : random.nextDouble();
    nodes.feature.set(node, random.nextInt(features));
    nodes.threshold.set(node, threshold());
    nodes.missingLeft.set(node, random.nextBoolean());
    nodes.left.set(node, grow(nodes, features, depth - 1, chance, cover * share));
    nodes.right.set(node, grow(nodes, features, depth - 1, chance, cover * (1 - share)));
    return node;
  }

  private float threshold() {
    return switch (random.nextInt(16)) {
      case 0 -> -0f;
      case 1 -> Float.MAX_VALUE;
      case 2 -> -Float.MAX_VALUE;
      case 3 -> Float.MIN_VALUE;
      default -> (float) (Math.rint(random.nextDouble(-3, 3) * 4) / 4);
    };
  }

  /** Rows one after the other, with missing, infinite and extreme values and both zeros. */
  float[] rows(int features, int count) {
    float[] rows = new float[features * count];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          switch (random.nextInt(20)) {
            case 0, 1 -> Float.NaN;
            case 2 -> Float.POSITIVE_INFINITY;
            case 3 -> Float.NEGATIVE_INFINITY;
            case 4 -> -0f;
            case 5 -> Float.MAX_VALUE;
            case 6 -> Float.intBitsToFloat(random.nextInt());
            default -> (float) (Math.rint(random.nextDouble(-3, 3) * 4) / 4);
          };
    }
    return rows;
  }

  private static final class Nodes {
    final ArrayList<Integer> feature = new ArrayList<>();
    final ArrayList<Float> threshold = new ArrayList<>();
    final ArrayList<Boolean> missingLeft = new ArrayList<>();
    final ArrayList<Integer> left = new ArrayList<>();
    final ArrayList<Integer> right = new ArrayList<>();
    final ArrayList<Double> leaf = new ArrayList<>();
    final ArrayList<Double> cover = new ArrayList<>();

    int add(double rows) {
      feature.add(-1);
      threshold.add(0f);
      missingLeft.add(false);
      left.add(-1);
      right.add(-1);
      leaf.add(0.0);
      cover.add(rows);
      return feature.size() - 1;
    }

    Tree tree() {
      int n = feature.size();
      float[] thresholds = new float[n];
      boolean[] missing = new boolean[n];
      for (int i = 0; i < n; i++) {
        thresholds[i] = threshold.get(i);
        missing[i] = missingLeft.get(i);
      }
      return new Tree(
          feature.stream().mapToInt(i -> i).toArray(),
          thresholds,
          missing,
          left.stream().mapToInt(i -> i).toArray(),
          right.stream().mapToInt(i -> i).toArray(),
          leaf.stream().mapToDouble(d -> d).toArray(),
          cover.stream().mapToDouble(d -> d).toArray());
    }
  }
}
