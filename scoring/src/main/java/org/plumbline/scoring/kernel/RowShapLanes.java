package org.plumbline.scoring.kernel;

import java.util.Arrays;
import org.plumbline.scoring.kernel.ShapBundle.Level;

/**
 * Explains one row in many trees at once. This is the plain form; {@link VectorRowShapLanes}
 * performs the same operations in the same order on vectors. Stateless.
 *
 * <p>Implementation note. The loops run over all nodes of a level and all trees at one index, so
 * that C2 makes vectors of them by itself; different offsets into arrays that might be the same
 * would forbid that. One point after the other, because C2 makes no vectors of a loop over all
 * three. Nothing is summed across lanes but by the scatter, in the order of trees and nodes that
 * the batch kernel has too.
 */
class RowShapLanes {
  static final RowShapLanes PLAIN = new RowShapLanes();

  private static final int LANES = ShapBundle.LANES;
  private static final float W0 = ShapBundle.weight(0);
  private static final float W1 = ShapBundle.weight(1);
  private static final float W2 = ShapBundle.weight(2);

  /** Adds the contributions of the bundle, 16 trees at a time. */
  final void add(ShapBundle bundle, int[] keys, int features, ShapRows rows, double[] out) {
    rows.require(bundle);
    bundle.turns.decide(keys, rows.deltas, rows.passed);
    down(bundle, rows);
    up(bundle, rows);
    int groups = bundle.lanes / LANES;
    Arrays.fill(rows.few, 0, groups * features, 0);
    if (groups == 4) {
      scatterFour(bundle, features, rows);
    } else {
      scatter(bundle, groups, features, rows);
    }
    for (int first = 0; first < groups * features; first += features) {
      for (int j = 0; j < features; j++) {
        out[j] += rows.few[first + j];
      }
    }
  }

  void down(ShapBundle bundle, ShapRows rows) {
    for (int q = 0; q < ShapBundle.POINTS; q++) {
      Arrays.fill(rows.a[q][0], 0, bundle.lanes, 1);
    }
    for (int k = 0; k < bundle.depth; k++) {
      System.arraycopy(rows.deltas, bundle.first(k), rows.delta[k], 0, bundle.lanes << k);
    }
    for (int k = 0; k < bundle.depth - 1; k++) {
      Level level = bundle.levels[k];
      for (int q = 0; q < ShapBundle.POINTS; q++) {
        float[][] a = rows.a[q];
        down(level.share, level.s[q], rows.delta[k], a[k], a[k + 1], rows.half);
        int n = bundle.lanes << k;
        System.arraycopy(rows.half, 0, a[k + 1], n, n);
      }
    }
  }

  private static void down(
      float[] share, float[] s, float[] delta, float[] a, float[] below, float[] half) {
    for (int i = 0; i < share.length; i++) {
      float left = a[i] * Math.fma(delta[i], s[i], share[i]);
      below[i] = left;
      half[i] = a[i] - left;
    }
  }

  void up(ShapBundle bundle, ShapRows rows) {
    int last = bundle.depth - 1;
    for (int k = last; k >= 0; k--) {
      int n = bundle.lanes << k;
      Level level = bundle.levels[k];
      float[] delta = rows.delta[k];
      float[] sum = rows.sum[k];
      for (int q = 0; q < ShapBundle.POINTS; q++) {
        float[] left = bundle.leftLeaves;
        float[] right = bundle.rightLeaves;
        if (k < last) {
          left = rows.a[q][k + 1];
          right = rows.half;
          System.arraycopy(left, n, right, 0, n);
        }
        float[] s = level.s[q];
        float[] a = rows.a[q][k];
        switch (q) {
          case 0 -> first(s, level.share, delta, left, right, a, sum);
          case 1 -> second(s, level.share, delta, left, right, a, sum);
          default -> third(s, level.share, level.before, delta, left, right, a, sum);
        }
      }
      System.arraycopy(sum, 0, rows.contributions, bundle.first(k), n);
    }
  }

  /** The first point: its part of the sum; and the products of a level replaced by its sums. */
  private static void first(
      float[] s,
      float[] share,
      float[] delta,
      float[] left,
      float[] right,
      float[] a,
      float[] sum) {
    for (int i = 0; i < s.length; i++) {
      float step = left[i] - right[i];
      sum[i] = W0 * s[i] * s[i] * a[i] * step;
      a[i] = Math.fma(step, Math.fma(delta[i], s[i], share[i]), right[i]);
    }
  }

  private static void second(
      float[] s,
      float[] share,
      float[] delta,
      float[] left,
      float[] right,
      float[] a,
      float[] sum) {
    for (int i = 0; i < s.length; i++) {
      float step = left[i] - right[i];
      sum[i] = Math.fma(W1 * s[i] * s[i] * a[i], step, sum[i]);
      a[i] = Math.fma(step, Math.fma(delta[i], s[i], share[i]), right[i]);
    }
  }

  /** The last point, after which the sum is what the node contributes. */
  private static void third(
      float[] s,
      float[] share,
      float[] before,
      float[] delta,
      float[] left,
      float[] right,
      float[] a,
      float[] sum) {
    for (int i = 0; i < s.length; i++) {
      float step = left[i] - right[i];
      sum[i] = delta[i] * before[i] * Math.fma(W2 * s[i] * s[i] * a[i], step, sum[i]);
      a[i] = Math.fma(step, Math.fma(delta[i], s[i], share[i]), right[i]);
    }
  }

  /** Adds what each node contributes, tree by tree, the last level first. */
  private static void scatter(ShapBundle bundle, int groups, int features, ShapRows rows) {
    int[] owner = bundle.owner;
    float[] contributions = rows.contributions;
    float[] few = rows.few;
    int next = 0;
    for (int t = 0; t < LANES; t++) {
      for (int i = t; i < owner.length; i += bundle.lanes) {
        for (int g = 0; g < groups; g++) {
          few[g * features + owner[next++]] += contributions[i + g * LANES];
        }
      }
    }
  }

  /** The same for four times 16 trees, which do not wait for each other's sums. */
  private static void scatterFour(ShapBundle bundle, int features, ShapRows rows) {
    int[] owner = bundle.owner;
    float[] contributions = rows.contributions;
    float[] few = rows.few;
    int next = 0;
    for (int t = 0; t < LANES; t++) {
      for (int i = t; i < owner.length; i += 4 * LANES, next += 4) {
        few[owner[next]] += contributions[i];
        few[features + owner[next + 1]] += contributions[i + LANES];
        few[2 * features + owner[next + 2]] += contributions[i + 2 * LANES];
        few[3 * features + owner[next + 3]] += contributions[i + 3 * LANES];
      }
    }
  }
}
