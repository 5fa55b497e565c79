package org.plumbline.scoring.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.plumbline.scoring.kernel.ShapGroup.Level;

/**
 * Explains one row in 16 trees at once, a tree to a lane of a vector. Loaded only where {@link
 * Lanes} found the Vector API.
 */
final class VectorRowShapLanes extends RowShapLanes {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
  private static final int LANES = ShapGroup.LANES;

  @Override
  void decide(ShapGroup group, int shift, int[] keys, long[] right) {
    int[] slot = group.slot;
    int[] threshold = group.threshold;
    for (int p = 0, i = 0; i < slot.length; p++, i += LANES) {
      right[p] |=
          IntVector.fromArray(INTS, keys, 0, slot, i)
                  .compare(VectorOperators.GE, IntVector.fromArray(INTS, threshold, i))
                  .toLong()
              << shift;
    }
  }

  @Override
  void delta(ShapGroup group, int shift, ShapRows rows) {
    int p = 0;
    for (int k = group.depth - 1; k >= 0; k--) {
      float[] rest = group.levels[k].rest;
      float[] delta = rows.delta[k];
      for (int i = 0; i < delta.length; i += LANES, p++) {
        FloatVector.fromArray(FLOATS, rest, i)
            .lanewise(VectorOperators.SUB, 1, mask(rows.right[p] >>> shift))
            .blend(0, mask(rows.failed[p] >>> shift))
            .intoArray(delta, i);
      }
    }
  }

  private static VectorMask<Float> mask(long bits) {
    return VectorMask.fromLong(FLOATS, bits & 0xffff);
  }

  @Override
  void down(ShapGroup group, ShapRows rows) {
    for (int q = 0; q < ShapGroup.POINTS; q++) {
      FloatVector.broadcast(FLOATS, 1).intoArray(rows.a[q][0], 0);
    }
    for (int k = 0; k < group.depth - 1; k++) {
      Level level = group.levels[k];
      float[] deltas = rows.delta[k];
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
      int n = LANES << k;
      for (int i = 0; i < n; i += LANES) {
        FloatVector share = FloatVector.fromArray(FLOATS, shares, i);
        FloatVector delta = FloatVector.fromArray(FLOATS, deltas, i);
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
  void up(ShapGroup group, ShapRows rows) {
    int last = group.depth - 1;
    for (int k = last; k >= 0; k--) {
      boolean leaves = k == last;
      float[] g0 = leaves ? group.leaves : rows.a[0][k + 1];
      float[] g1 = leaves ? group.leaves : rows.a[1][k + 1];
      float[] g2 = leaves ? group.leaves : rows.a[2][k + 1];
      Level level = group.levels[k];
      float[] deltas = rows.delta[k];
      float[] shares = level.share;
      float[] sums = rows.contributions;
      int first = group.first(k);
      float[] a0 = rows.a[0][k];
      float[] a1 = rows.a[1][k];
      float[] a2 = rows.a[2][k];
      int n = LANES << k;
      for (int i = 0; i < n; i += LANES) {
        FloatVector share = FloatVector.fromArray(FLOATS, shares, i);
        FloatVector delta = FloatVector.fromArray(FLOATS, deltas, i);
        FloatVector right = FloatVector.fromArray(FLOATS, g0, n + i);
        FloatVector step = FloatVector.fromArray(FLOATS, g0, i).sub(right);
        FloatVector factor = delta.fma(FloatVector.fromArray(FLOATS, level.s[0], i), share);
        FloatVector sum =
            FloatVector.fromArray(FLOATS, level.c[0], i)
                .mul(FloatVector.fromArray(FLOATS, a0, i))
                .mul(step);
        step.fma(factor, right).intoArray(a0, i);
        right = FloatVector.fromArray(FLOATS, g1, n + i);
        step = FloatVector.fromArray(FLOATS, g1, i).sub(right);
        factor = delta.fma(FloatVector.fromArray(FLOATS, level.s[1], i), share);
        sum =
            FloatVector.fromArray(FLOATS, level.c[1], i)
                .mul(FloatVector.fromArray(FLOATS, a1, i))
                .fma(step, sum);
        step.fma(factor, right).intoArray(a1, i);
        right = FloatVector.fromArray(FLOATS, g2, n + i);
        step = FloatVector.fromArray(FLOATS, g2, i).sub(right);
        factor = delta.fma(FloatVector.fromArray(FLOATS, level.s[2], i), share);
        sum =
            FloatVector.fromArray(FLOATS, level.c[2], i)
                .mul(FloatVector.fromArray(FLOATS, a2, i))
                .fma(step, sum);
        step.fma(factor, right).intoArray(a2, i);
        delta.mul(sum).intoArray(sums, first + i);
      }
    }
  }
}
