package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

/**
 * Exact path-dependent TreeSHAP of a forest, in double.
 *
 * <p>Implementation note. The value [Lundberg and Lee 2018; Lundberg et al. 2020, Algorithm 2] of
 * feature j is a sum over leaves v of {@code v (o_j - z_j) Int_0^1 prod_{k != j} (z_k + t (o_k -
 * z_k)) dt}, the Shapley value as an integral over the multilinear extension [Owen 1972]: o_k says
 * whether the row satisfies every test on k along the path, z_k is the share of training rows that
 * do. The integrand is a polynomial of degree below the number D of distinct features on the path,
 * so a Gauss-Legendre rule of {@code ceil(D/2)} points gives it exactly: no subsets, no division at
 * run time, and the cost per tree is O(nodes * D/2) instead of O(leaves * D^2).
 *
 * <p>Let F(t) = Z (1 - t) + t be the factor of a node's feature as far as earlier tests on the path
 * go (Z their share of rows), A the product of all factors above the node, G the sum over the
 * leaves below of value times the factors still to come, r the share of the left child, and d = (1
 * or 0 for left or right) - r if the row passed the earlier tests on this feature, else 0. Then
 * with s = t/F
 *
 * <pre>
 * A_left = A (r + d s)      A_right = A (1 - r - d s)      down the tree
 * G = G_left (r + d s) + G_right (1 - r - d s)             up the tree
 * phi_feature += d Z sum_q (w_q / t_q^2) s_q^2 A_q (G_left - G_right)_q
 * </pre>
 *
 * <p>Repeated features telescope, so they are exact too. F is at least t &gt; 0 and all factors lie
 * in [0, 1], so nothing is ill-conditioned; errors stay near 1e-15 times the largest sum of leaves.
 * Points are handled three at a time (depth 6 needs three), unrolled by hand; spare ones have
 * weight 0.
 *
 * <p>Immutable and thread-safe; no allocation.
 */
public final class TreeShap {
  private final List<Kernel> kernels;
  private final int[] groups;
  private final int featureCount;

  public TreeShap(Forest forest) {
    this.kernels = new ArrayList<>(forest.trees().size());
    this.groups = new int[forest.trees().size()];
    this.featureCount = forest.featureCount();
    var rules = new ArrayList<GaussLegendre>();
    for (int t = 0; t < groups.length; t++) {
      groups[t] = forest.group(t);
      kernels.add(new Kernel(forest.trees().get(t), rules, forest::player));
    }
  }

  /** Overwrites {@code out} with the contribution of each feature to the margin. */
  public void contributions(float[] features, int output, double[] out, Workspace scratch) {
    Arrays.fill(out, 0, featureCount, 0);
    int[] keys = scratch.keys(Keys.count(featureCount));
    Keys.fill(features, featureCount, keys);
    for (int t = 0; t < groups.length; t++) {
      if (groups[t] == output) {
        kernels.get(t).add(keys, out, scratch);
      }
    }
  }

  /**
   * The constants of one tree. Inner nodes come first, in breadth-first order, then the leaves;
   * "side" 2i + 1 is the left and 2i + 2 the right edge out of inner node i, side 0 stands for no
   * edge.
   */
  public static final class Kernel {
    private static final int LANES = 3;

    private final int inner;
    private final int[] feature;
    private final int[] slot;
    private final int[] threshold;
    private final int[] left;
    private final int[] right;

    /** Side by which the path left the nearest ancestor that tests the same feature. */
    private final int[] earlier;

    /** Side by which the path comes to the node. */
    private final int[] parent;

    /** r of the node, and share of the node itself among its parent's rows. */
    private final double[] leftShare;

    private final double[] ownShare;

    /** Z of the node. */
    private final double[] earlierShare;

    /** Per block of three points: s of each node, three by three. */
    private final double[][] s;

    /** Per point: w / t^2. */
    private final double[] weight;

    private final double[] leaves;

    /** Each feature its own player. */
    public Kernel(Tree tree, List<GaussLegendre> rules) {
      this(tree, rules, IntUnaryOperator.identity());
    }

    /** Features of the same player are explained as one. */
    Kernel(Tree tree, List<GaussLegendre> rules, IntUnaryOperator players) {
      int[] order = innerFirst(tree);
      int[] place = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        place[order[i]] = i;
      }
      int m = (order.length - 1) / 2;
      this.inner = m;
      this.feature = new int[m];
      this.slot = new int[m];
      this.threshold = new int[m];
      this.left = new int[m];
      this.right = new int[m];
      this.earlier = new int[m];
      this.parent = new int[m];
      this.leftShare = new double[m];
      this.ownShare = new double[m];
      this.earlierShare = new double[m];
      for (int i = 0; i < m; i++) {
        int node = order[i];
        feature[i] = players.applyAsInt(tree.feature(node));
        slot[i] = Keys.slot(tree, node);
        threshold[i] = Keys.of(tree.threshold(node));
        left[i] = place[tree.left(node)];
        right[i] = place[tree.right(node)];
        leftShare[i] = tree.leftShare(node);
        if (left[i] < m) {
          parent[left[i]] = 2 * i + 1;
          ownShare[left[i]] = leftShare[i];
        }
        if (right[i] < m) {
          parent[right[i]] = 2 * i + 2;
          ownShare[right[i]] = 1 - leftShare[i];
        }
      }
      this.leaves = new double[order.length - m];
      for (int i = 0; i < leaves.length; i++) {
        leaves[i] = tree.leaf(order[m + i]);
      }
      int points = (distinctOnPath() + 1) / 2;
      while (rules.size() <= points) {
        rules.add(GaussLegendre.of(rules.size()));
      }
      int blocks = (points + LANES - 1) / LANES;
      this.weight = new double[blocks * LANES];
      this.s = new double[blocks][m * LANES];
      for (int q = 0; q < points; q++) {
        double t = rules.get(points).points()[q];
        weight[q] = rules.get(points).weights()[q] / (t * t);
        for (int i = 0; i < m; i++) {
          double f = earlierShare[i] * (1 - t) + t;
          s[q / LANES][i * LANES + q % LANES] = t / f;
        }
      }
    }

    private static int[] innerFirst(Tree tree) {
      int n = tree.nodeCount();
      int[] order = new int[n];
      int inner = 0;
      int leaf = (n - 1) / 2;
      // Children stand behind their parents in a tree, so the given order will do for inner nodes.
      for (int i = 0; i < n; i++) {
        order[tree.isLeaf(i) ? leaf++ : inner++] = i;
      }
      return order;
    }

    /** Finds earlier tests and their shares; answers the most distinct features on any path. */
    private int distinctOnPath() {
      int[] distinct = new int[inner];
      int most = 0;
      for (int i = 0; i < inner; i++) {
        int side = parent[i];
        while (side != 0 && feature[(side - 1) / 2] != feature[i]) {
          side = parent[(side - 1) / 2];
        }
        earlier[i] = side;
        int ancestor = (side - 1) / 2;
        double share = side % 2 == 1 ? leftShare[ancestor] : 1 - leftShare[ancestor];
        earlierShare[i] = side == 0 ? 1 : earlierShare[ancestor] * share;
        int above = parent[i] == 0 ? 0 : distinct[(parent[i] - 1) / 2];
        distinct[i] = above + (side == 0 ? 1 : 0);
        most = Math.max(most, distinct[i]);
      }
      return most;
    }

    /** Adds the contributions of this tree. */
    public void add(int[] keys, double[] out, Workspace scratch) {
      double[] d = scratch.delta(inner);
      int[] passed = scratch.passed(2 * inner + 1);
      passed[0] = 1;
      for (int i = 0; i < inner; i++) {
        int p = passed[earlier[i]];
        int goesRight = Keys.right(threshold[i], keys[slot[i]]);
        passed[2 * i + 1] = p & (1 - goesRight);
        passed[2 * i + 2] = p & goesRight;
        d[i] = p * (1 - goesRight - leftShare[i]);
      }
      for (int block = 0; block < s.length; block++) {
        add(block, d, out, scratch);
      }
    }

    private void add(int block, double[] d, double[] out, Workspace scratch) {
      double[] sq = s[block];
      double[] a = scratch.down(inner * LANES);
      double[] g = scratch.up((inner + leaves.length) * LANES);
      a[0] = 1;
      a[1] = 1;
      a[2] = 1;
      for (int i = 1; i < inner; i++) {
        int up = (parent[i] - 1) >> 1;
        double share = ownShare[i];
        double delta = d[up] * (1 - 2 * ((parent[i] - 1) & 1));
        int j = i * LANES;
        int k = up * LANES;
        a[j] = a[k] * (share + delta * sq[k]);
        a[j + 1] = a[k + 1] * (share + delta * sq[k + 1]);
        a[j + 2] = a[k + 2] * (share + delta * sq[k + 2]);
      }
      for (int i = 0, j = inner * LANES; i < leaves.length; i++, j += LANES) {
        g[j] = leaves[i];
        g[j + 1] = leaves[i];
        g[j + 2] = leaves[i];
      }
      double w0 = weight[block * LANES];
      double w1 = weight[block * LANES + 1];
      double w2 = weight[block * LANES + 2];
      for (int i = inner - 1; i >= 0; i--) {
        int j = i * LANES;
        int l = left[i] * LANES;
        int r = right[i] * LANES;
        double delta = d[i];
        double share = leftShare[i];
        double s0 = sq[j];
        double s1 = sq[j + 1];
        double s2 = sq[j + 2];
        double d0 = g[l] - g[r];
        double d1 = g[l + 1] - g[r + 1];
        double d2 = g[l + 2] - g[r + 2];
        g[j] = g[r] + d0 * (share + delta * s0);
        g[j + 1] = g[r + 1] + d1 * (share + delta * s1);
        g[j + 2] = g[r + 2] + d2 * (share + delta * s2);
        double sum =
            w0 * s0 * s0 * a[j] * d0 + w1 * s1 * s1 * a[j + 1] * d1 + w2 * s2 * s2 * a[j + 2] * d2;
        out[feature[i]] += delta * earlierShare[i] * sum;
      }
    }
  }
}
