package org.plumbline.scoring.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.plumbline.scoring.kernel.ShapBundle.Level;

/**
 * Explains one row in many trees at once, a tree to a lane of a vector. Loaded only where {@link
 * Lanes} found the Vector API.
 */
final class VectorRowShapLanes extends RowShapLanes {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final int LANES = ShapBundle.LANES;
  private static final float W0 = ShapBundle.weight(0);
  private static final float W1 = ShapBundle.weight(1);
  private static final float W2 = ShapBundle.weight(2);

  @Override
  void down(ShapBundle bundle, ShapRows rows) {
    for (int q = 0; q < ShapBundle.POINTS; q++) {
      Arrays.fill(rows.a[q][0], 0, bundle.lanes, 1);
    }
    for (int k = 0; k < bundle.depth - 1; k++) {
      Level level = bundle.levels[k];
      float[] deltas = rows.deltas;
      int first = bundle.first(k);
      float[] shares = level.share;
      float[] s0 = level.s[0];
      float[] s1 = level.s[1];
      float[] s2 = level.s[2];
      float[] a0 = rows.a[0][k];
      float[] a1 = rows.a[1][k];
      float[] a2 = rows.a[2][k];
      float[] b0 = rows.a[0][k + 1];
      float[] b1 = rows.a[1][k + 1];
      float[] b2 = rows.a[2][k + 1];
      int n = bundle.lanes << k;
      for (int i = 0; i < n; i += LANES) {
        FloatVector share = FloatVector.fromArray(FLOATS, shares, i);
        FloatVector delta = FloatVector.fromArray(FLOATS, deltas, first + i);
        FloatVector own = FloatVector.fromArray(FLOATS, a0, i);
        FloatVector left = own.mul(delta.fma(FloatVector.fromArray(FLOATS, s0, i), share));
        left.intoArray(b0, i);
        own.sub(left).intoArray(b0, n + i);
        own = FloatVector.fromArray(FLOATS, a1, i);
        left = own.mul(delta.fma(FloatVector.fromArray(FLOATS, s1, i), share));
        left.intoArray(b1, i);
        own.sub(left).intoArray(b1, n + i);
        own = FloatVector.fromArray(FLOATS, a2, i);
        left = own.mul(delta.fma(FloatVector.fromArray(FLOATS, s2, i), share));
        left.intoArray(b2, i);
        own.sub(left).intoArray(b2, n + i);
      }
    }
  }

  @Override
  void up(ShapBundle bundle, ShapRows rows) {
    int last = bundle.depth - 1;
    for (int k = last; k >= 0; k--) {
      boolean leaves = k == last;
      float[] g0 = leaves ? bundle.leaves : rows.a[0][k + 1];
      float[] g1 = leaves ? bundle.leaves : rows.a[1][k + 1];
      float[] g2 = leaves ? bundle.leaves : rows.a[2][k + 1];
      Level level = bundle.levels[k];
      float[] deltas = rows.deltas;
      float[] shares = level.share;
      float[] s0 = level.s[0];
      float[] s1 = level.s[1];
      float[] s2 = level.s[2];
      float[] sums = rows.contributions;
      int first = bundle.first(k);
      float[] a0 = rows.a[0][k];
      float[] a1 = rows.a[1][k];
      float[] a2 = rows.a[2][k];
      int n = bundle.lanes << k;
      for (int i = 0; i < n; i += LANES) {
        FloatVector share = FloatVector.fromArray(FLOATS, shares, i);
        FloatVector delta = FloatVector.fromArray(FLOATS, deltas, first + i);
        FloatVector right = FloatVector.fromArray(FLOATS, g0, n + i);
        FloatVector step = FloatVector.fromArray(FLOATS, g0, i).sub(right);
        FloatVector s = FloatVector.fromArray(FLOATS, s0, i);
        FloatVector factor = delta.fma(s, share);
        FloatVector sum = s.mul(W0).mul(s).mul(FloatVector.fromArray(FLOATS, a0, i)).mul(step);
        step.fma(factor, right).intoArray(a0, i);
        right = FloatVector.fromArray(FLOATS, g1, n + i);
        step = FloatVector.fromArray(FLOATS, g1, i).sub(right);
        s = FloatVector.fromArray(FLOATS, s1, i);
        factor = delta.fma(s, share);
        sum = s.mul(W1).mul(s).mul(FloatVector.fromArray(FLOATS, a1, i)).fma(step, sum);
        step.fma(factor, right).intoArray(a1, i);
        right = FloatVector.fromArray(FLOATS, g2, n + i);
        step = FloatVector.fromArray(FLOATS, g2, i).sub(right);
        s = FloatVector.fromArray(FLOATS, s2, i);
        factor = delta.fma(s, share);
        sum = s.mul(W2).mul(s).mul(FloatVector.fromArray(FLOATS, a2, i)).fma(step, sum);
        step.fma(factor, right).intoArray(a2, i);
        delta
            .mul(FloatVector.fromArray(FLOATS, level.before, i))
            .mul(sum)
            .intoArray(sums, first + i);
      }
    }
  }
}
