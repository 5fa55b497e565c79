package org.plumbline.scoring.kernel;

import java.util.Arrays;
import org.plumbline.scoring.kernel.ShapGroup.Level;

/**
 * Explains one row in 16 trees at once. This is the plain form; {@link VectorRowShapLanes} performs
 * the same operations in the same order on vectors. Stateless.
 *
 * <p>Implementation note. The loops run over all nodes of a level and all trees at one index, so
 * that C2 makes vectors of them by itself; different offsets into arrays that might be the same
 * would forbid that. Nothing is summed across lanes but by {@link #scatter}, in the order of trees
 * and nodes that the batch kernel has too.
 */
class RowShapLanes {
  static final RowShapLanes PLAIN = new RowShapLanes();

  private static final int LANES = ShapGroup.LANES;

  /** Adds the contributions of the bundle, group by group. */
  final void add(ShapBundle bundle, int[] keys, int features, ShapRows rows, double[] out) {
    Arrays.fill(rows.right, 0);
    for (int g = 0; g < bundle.groups.length; g++) {
      decide(bundle.groups[g], g * LANES, keys, rows.right);
    }
    bundle.failed(rows.right, rows.failed);
    for (int g = 0; g < bundle.groups.length; g++) {
      ShapGroup group = bundle.groups[g];
      delta(group, g * LANES, rows);
      down(group, rows);
      up(group, rows);
      Arrays.fill(rows.few, 0, features, 0);
      scatter(group, rows);
      for (int j = 0; j < features; j++) {
        out[j] += rows.few[j];
      }
    }
  }

  /** Adds to the bits of each node the trees that go right there. */
  void decide(ShapGroup group, int shift, int[] keys, long[] right) {
    int[] slot = group.slot;
    int[] threshold = group.threshold;
    for (int p = 0, i = 0; i < slot.length; p++, i += LANES) {
      long bits = 0;
      for (int t = LANES - 1; t >= 0; t--) {
        bits += bits + Keys.right(threshold[i + t], keys[slot[i + t]]);
      }
      right[p] |= bits << shift;
    }
  }

  void delta(ShapGroup group, int shift, ShapRows rows) {
    int p = 0;
    for (int k = group.depth - 1; k >= 0; k--) {
      float[] rest = group.levels[k].rest;
      float[] delta = rows.delta[k];
      for (int i = 0; i < delta.length; i += LANES, p++) {
        int right = (int) (rows.right[p] >>> shift);
        for (int t = 0; t < LANES; t++) {
          delta[i + t] = rest[i + t] - ((right >> t) & 1);
        }
        for (int failed = (int) (rows.failed[p] >>> shift) & 0xffff;
            failed != 0;
            failed &= failed - 1) {
          delta[i + Integer.numberOfTrailingZeros(failed)] = 0;
        }
      }
    }
  }

  void down(ShapGroup group, ShapRows rows) {
    for (int q = 0; q < ShapGroup.POINTS; q++) {
      float[][] a = rows.a[q];
      Arrays.fill(a[0], 1);
      for (int k = 0; k < group.depth - 1; k++) {
        Level level = group.levels[k];
        down(level.share, level.s[q], rows.delta[k], a[k], a[k + 1], rows.half);
      }
    }
  }

  private static void down(
      float[] share, float[] s, float[] delta, float[] a, float[] below, float[] half) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      float left = a[i] * Math.fma(delta[i], s[i], share[i]);
      below[i] = left;
      half[i] = a[i] - left;
    }
    System.arraycopy(half, 0, below, n, n);
  }

  void up(ShapGroup group, ShapRows rows) {
    int last = group.depth - 1;
    for (int q = 0; q < ShapGroup.POINTS; q++) {
      float[][] a = rows.a[q];
      join(group.levels[last], q, last, rows, group.leftLeaves, group.rightLeaves);
      for (int k = last - 1; k >= 0; k--) {
        int n = LANES << k;
        System.arraycopy(a[k + 1], n, rows.half, 0, n);
        join(group.levels[k], q, k, rows, a[k + 1], rows.half);
      }
    }
    for (int k = last; k >= 0; k--) {
      multiply(rows.delta[k], rows.sum[k]);
      System.arraycopy(rows.sum[k], 0, rows.contributions, group.first(k), LANES << k);
    }
  }

  private static void join(Level level, int q, int k, ShapRows rows, float[] left, float[] right) {
    if (q == 0) {
      start(level.c[q], rows.a[q][k], left, right, rows.sum[k]);
    } else {
      follow(level.c[q], rows.a[q][k], left, right, rows.sum[k]);
    }
    up(level.share, level.s[q], rows.delta[k], left, right, rows.a[q][k]);
  }

  private static void multiply(float[] delta, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= delta[i];
    }
  }

  private static void start(float[] c, float[] a, float[] left, float[] right, float[] sum) {
    for (int i = 0; i < c.length; i++) {
      sum[i] = c[i] * a[i] * (left[i] - right[i]);
    }
  }

  private static void follow(float[] c, float[] a, float[] left, float[] right, float[] sum) {
    for (int i = 0; i < c.length; i++) {
      sum[i] = Math.fma(c[i] * a[i], left[i] - right[i], sum[i]);
    }
  }

  /** Replaces the products of a level by its sums. */
  private static void up(
      float[] share, float[] s, float[] delta, float[] left, float[] right, float[] a) {
    for (int i = 0; i < share.length; i++) {
      a[i] = Math.fma(left[i] - right[i], Math.fma(delta[i], s[i], share[i]), right[i]);
    }
  }

  /** Adds what each node contributes, tree by tree, the last level first. */
  static void scatter(ShapGroup group, ShapRows rows) {
    int[] feature = group.feature;
    float[] contributions = rows.contributions;
    float[] few = rows.few;
    for (int t = 0; t < group.trees; t++) {
      for (int i = t; i < feature.length; i += LANES) {
        few[feature[i]] += contributions[i];
      }
    }
  }
}
