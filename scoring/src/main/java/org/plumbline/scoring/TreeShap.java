package org.plumbline.scoring;

import java.util.ArrayList;
import java.util.List;

/**
 * Exact path-dependent TreeSHAP of a forest, in double.
 *
 * <p>Implementation note. The value [Lundberg and Lee 2018; Lundberg et al. 2020, Algorithm 2] of
 * feature j is a sum over leaves v of {@code v (o_j - z_j) Int_0^1 prod_{k != j} (z_k + t (o_k -
 * z_k)) dt}, the Shapley value as an integral over the multilinear extension [Owen 1972]: o_k says
 * whether the row satisfies every test on k along the path, z_k is the share of training rows that
 * do. The integrand is a polynomial of degree below the number D of distinct features on the path,
 * so a Gauss-Legendre rule of {@code ceil(D/2)} points gives it exactly: no subsets, no division by
 * small numbers, and the cost per tree is O(nodes * D/2) instead of O(leaves * D^2).
 *
 * <p>With F_k(t) = z_k + t (o_k - z_k), A the product of F over the path above a node and G the sum
 * over the leaves below of value times the remaining product, each inner node adds {@code Z (o_L -
 * r_L) sum_q w_q A_q (G_qL - G_qR) / F_q^2} to its feature if the row satisfied all earlier tests
 * on the same feature (else nothing): Z is the share of those earlier tests, r_L that of the left
 * child, F the feature's factor so far. Repeated features telescope, hence are exact. F is at least
 * t &gt; 0, so nothing is ill-conditioned; errors stay near 1e-15 times the sum of the leaves.
 *
 * <p>One pass down for A and one up for G over arrays in tree order, so there is no recursion; what
 * depends on the tree alone is computed once.
 */
final class TreeShap {
  private final List<Kernel> kernels;
  private final int[] groups;
  private final int featureCount;

  TreeShap(Forest forest) {
    this.kernels = new ArrayList<>(forest.trees().size());
    this.groups = new int[forest.trees().size()];
    this.featureCount = forest.featureCount();
    var rules = new ArrayList<GaussLegendre>();
    for (int t = 0; t < groups.length; t++) {
      groups[t] = forest.group(t);
      kernels.add(new Kernel(forest.trees().get(t), rules));
    }
  }

  /** Overwrites {@code out} with the contribution of each feature to the margin. */
  void contributions(float[] features, int output, double[] out, Scratch scratch) {
    java.util.Arrays.fill(out, 0, featureCount, 0);
    for (int t = 0; t < groups.length; t++) {
      if (groups[t] == output) {
        kernels.get(t).add(features, out, scratch);
      }
    }
  }

  /** The constants of one tree. */
  static final class Kernel {
    private final Tree tree;
    private final int points;
    private final GaussLegendre rule;

    /** Child on the path behind the nearest ancestor that tests the same feature; -1 if none. */
    private final int[] earlier;

    private final double[] leftShare;

    /** Z of each inner node: share of rows that pass the earlier tests on its feature. */
    private final double[] earlierShare;

    /** 1 / F per inner node and point, for rows that pass the earlier tests. */
    private final double[] inverse;

    /** w Z / F^2 per inner node and point. */
    private final double[] factor;

    Kernel(Tree tree, List<GaussLegendre> rules) {
      int n = tree.nodeCount();
      this.tree = tree;
      this.earlier = new int[n];
      this.leftShare = new double[n];
      this.earlierShare = new double[n];
      this.points = (distinctOnPath() + 1) / 2;
      while (rules.size() <= points) {
        rules.add(GaussLegendre.of(rules.size()));
      }
      this.rule = rules.get(points);
      this.inverse = new double[n * points];
      this.factor = new double[n * points];
      for (int i = 0; i < n; i++) {
        for (int q = 0; q < points && !tree.isLeaf(i); q++) {
          double z = earlierShare[i];
          double f = z + rule.points()[q] * (1 - z);
          inverse[i * points + q] = 1 / f;
          factor[i * points + q] = rule.weights()[q] * z / (f * f);
        }
      }
    }

    /**
     * Fills the shares and earlier tests; answers the largest number of distinct features on a
     * path.
     */
    private int distinctOnPath() {
      int n = tree.nodeCount();
      int[] parent = new int[n];
      int[] distinct = new int[n];
      double[] shareOf = new double[n]; // of the child's feature tests so far, at the child
      parent[0] = -1;
      int most = 0;
      for (int i = 0; i < n; i++) {
        most = Math.max(most, distinct[i]);
        if (tree.isLeaf(i)) {
          continue;
        }
        int child = i;
        while (parent[child] >= 0 && tree.feature(parent[child]) != tree.feature(i)) {
          child = parent[child];
        }
        boolean repeated = parent[child] >= 0;
        earlier[i] = repeated ? child : -1;
        earlierShare[i] = repeated ? shareOf[child] : 1;
        leftShare[i] = tree.leftShare(i);
        int l = tree.left(i);
        int r = tree.right(i);
        parent[l] = i;
        parent[r] = i;
        shareOf[l] = earlierShare[i] * leftShare[i];
        shareOf[r] = earlierShare[i] * (1 - leftShare[i]);
        distinct[l] = distinct[i] + (repeated ? 0 : 1);
        distinct[r] = distinct[l];
      }
      return most;
    }

    void add(float[] features, double[] out, Scratch scratch) {
      int n = tree.nodeCount();
      int p = points;
      double[] down = scratch.down(n * p);
      double[] up = scratch.up(n * p);
      // alive[child]: the row passed this test and all earlier ones on the same feature.
      boolean[] alive = scratch.alive(n);
      for (int q = 0; q < p; q++) {
        down[q] = 1;
      }
      for (int i = 0; i < n; i++) {
        if (!tree.isLeaf(i)) {
          int l = tree.left(i);
          int r = tree.right(i);
          boolean passed = earlier[i] < 0 || alive[earlier[i]];
          boolean goesLeft = tree.next(i, features) == l;
          alive[l] = passed && goesLeft;
          alive[r] = passed && !goesLeft;
          for (int q = 0; q < p; q++) {
            down[l * p + q] = down[i * p + q] * ratio(i, q, leftShare[i], passed, goesLeft);
            down[r * p + q] = down[i * p + q] * ratio(i, q, 1 - leftShare[i], passed, !goesLeft);
          }
        }
      }
      for (int i = n - 1; i >= 0; i--) {
        if (tree.isLeaf(i)) {
          for (int q = 0; q < p; q++) {
            up[i * p + q] = tree.leaf(i);
          }
          continue;
        }
        int l = tree.left(i);
        int r = tree.right(i);
        boolean passed = earlier[i] < 0 || alive[earlier[i]];
        boolean goesLeft = passed ? alive[l] : tree.next(i, features) == l;
        double sum = 0;
        for (int q = 0; q < p; q++) {
          sum += factor[i * p + q] * down[i * p + q] * (up[l * p + q] - up[r * p + q]);
          up[i * p + q] =
              up[l * p + q] * ratio(i, q, leftShare[i], passed, goesLeft)
                  + up[r * p + q] * ratio(i, q, 1 - leftShare[i], passed, !goesLeft);
        }
        if (passed) {
          out[tree.feature(i)] += sum * ((goesLeft ? 1 : 0) - leftShare[i]);
        }
      }
    }

    /** F behind the test over F before it, for one child. */
    private double ratio(int node, int q, double share, boolean passed, boolean hot) {
      if (!passed) {
        return share;
      }
      double t = rule.points()[q];
      double cold = earlierShare[node] * share * (1 - t);
      return (hot ? cold + t : cold) * inverse[node * points + q];
    }
  }
}
