package org.plumbline.scoring.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Explains 64 rows at once, 16 to a vector: the operations of {@link RowShapLanes} in the same
 * order.
 *
 * <p>Implementation note. What a row decides is a bit from {@link Conditions}, so a test costs a
 * load per 64 rows and its constants are broadcast. Each method is long enough that C2 does not
 * inline it into its caller and short enough that all its vectors stay in registers. Loaded only
 * where {@link Lanes} found the Vector API.
 */
final class VectorBatchShap extends BatchShap {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
  private static final int LANES = ShapBundle.LANES;

  @Override
  void add(BatchShapTrees trees, int tree, int shift, int row, ShapRows rows) {
    down(trees, tree * trees.inner, shift, rows);
    bottom(trees, tree, shift, row, rows);
    up(trees, tree * trees.inner, row, rows);
  }

  private static VectorMask<Float> mask(long bits) {
    return VectorMask.fromLong(FLOATS, bits & 0xffff);
  }

  /** Deltas of all nodes above the last level, and the products of their children. */
  private static void down(BatchShapTrees trees, int first, int shift, ShapRows rows) {
    float[] k = trees.constants;
    float[] a0 = rows.b0;
    float[] a1 = rows.b1;
    float[] a2 = rows.b2;
    int root = (trees.inner - 1) * LANES;
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    one.intoArray(a0, root);
    one.intoArray(a1, root);
    one.intoArray(a2, root);
    int below = trees.inner - 3;
    for (int n = 1, p = trees.inner - 1;
        n < (trees.inner + 1) >> 1;
        n <<= 1, p -= n, below -= 2 * n) {
      for (int j = 0; j < n; j++) {
        int i = (p + j) * LANES;
        int c = (first + p + j) * BatchShapTrees.STRIDE;
        int l = (below + j) * LANES;
        int r = l + n * LANES;
        FloatVector delta =
            FloatVector.broadcast(FLOATS, k[c + 1])
                .lanewise(VectorOperators.SUB, 1, mask(rows.right[p + j] >>> shift))
                .blend(0, mask(rows.failed[p + j] >>> shift));
        delta.intoArray(rows.treeDeltas, i);
        FloatVector share = FloatVector.broadcast(FLOATS, k[c]);
        FloatVector own = FloatVector.fromArray(FLOATS, a0, i);
        FloatVector left = own.mul(delta.fma(FloatVector.broadcast(FLOATS, k[c + 2]), share));
        left.intoArray(a0, l);
        own.sub(left).intoArray(a0, r);
        own = FloatVector.fromArray(FLOATS, a1, i);
        left = own.mul(delta.fma(FloatVector.broadcast(FLOATS, k[c + 3]), share));
        left.intoArray(a1, l);
        own.sub(left).intoArray(a1, r);
        own = FloatVector.fromArray(FLOATS, a2, i);
        left = own.mul(delta.fma(FloatVector.broadcast(FLOATS, k[c + 4]), share));
        left.intoArray(a2, l);
        own.sub(left).intoArray(a2, r);
      }
    }
  }

  private static void bottom(BatchShapTrees trees, int tree, int shift, int row, ShapRows rows) {
    float[] k = trees.constants;
    int half = (trees.inner + 1) >> 1;
    int first = tree * trees.inner;
    int leaf = tree * (trees.inner + 1);
    for (int p = 0; p < half; p++) {
      int i = p * LANES;
      int c = (first + p) * BatchShapTrees.STRIDE;
      FloatVector delta =
          FloatVector.broadcast(FLOATS, k[c + 1])
              .lanewise(VectorOperators.SUB, 1, mask(rows.right[p] >>> shift))
              .blend(0, mask(rows.failed[p] >>> shift));
      FloatVector share = FloatVector.broadcast(FLOATS, k[c]);
      float last = trees.leaves[leaf + half + p];
      FloatVector right = FloatVector.broadcast(FLOATS, last);
      FloatVector step = FloatVector.broadcast(FLOATS, trees.leaves[leaf + p] - last);
      FloatVector own = FloatVector.fromArray(FLOATS, rows.b0, i);
      FloatVector sum = own.mul(k[c + 5]).mul(step);
      step.fma(delta.fma(FloatVector.broadcast(FLOATS, k[c + 2]), share), right)
          .intoArray(rows.b0, i);
      own = FloatVector.fromArray(FLOATS, rows.b1, i);
      sum = own.mul(k[c + 6]).fma(step, sum);
      step.fma(delta.fma(FloatVector.broadcast(FLOATS, k[c + 3]), share), right)
          .intoArray(rows.b1, i);
      own = FloatVector.fromArray(FLOATS, rows.b2, i);
      sum = own.mul(k[c + 7]).fma(step, sum);
      step.fma(delta.fma(FloatVector.broadcast(FLOATS, k[c + 4]), share), right)
          .intoArray(rows.b2, i);
      int to = trees.feature[first + p] * 64 + row;
      FloatVector.fromArray(FLOATS, rows.few, to)
          .add(delta.mul(k[c + 8]).mul(sum))
          .intoArray(rows.few, to);
    }
  }

  private static void up(BatchShapTrees trees, int first, int row, ShapRows rows) {
    float[] k = trees.constants;
    float[] a0 = rows.b0;
    float[] a1 = rows.b1;
    float[] a2 = rows.b2;
    int below = 0;
    int p = (trees.inner + 1) >> 1;
    for (int n = p >> 1; n > 0; below += 2 * n, n >>= 1) {
      for (int j = 0; j < n; j++, p++) {
        int i = p * LANES;
        int c = (first + p) * BatchShapTrees.STRIDE;
        int l = (below + j) * LANES;
        int r = l + n * LANES;
        FloatVector share = FloatVector.broadcast(FLOATS, k[c]);
        FloatVector delta = FloatVector.fromArray(FLOATS, rows.treeDeltas, i);
        FloatVector right = FloatVector.fromArray(FLOATS, a0, r);
        FloatVector step = FloatVector.fromArray(FLOATS, a0, l).sub(right);
        FloatVector sum = FloatVector.fromArray(FLOATS, a0, i).mul(k[c + 5]).mul(step);
        step.fma(delta.fma(FloatVector.broadcast(FLOATS, k[c + 2]), share), right).intoArray(a0, i);
        right = FloatVector.fromArray(FLOATS, a1, r);
        step = FloatVector.fromArray(FLOATS, a1, l).sub(right);
        sum = FloatVector.fromArray(FLOATS, a1, i).mul(k[c + 6]).fma(step, sum);
        step.fma(delta.fma(FloatVector.broadcast(FLOATS, k[c + 3]), share), right).intoArray(a1, i);
        right = FloatVector.fromArray(FLOATS, a2, r);
        step = FloatVector.fromArray(FLOATS, a2, l).sub(right);
        sum = FloatVector.fromArray(FLOATS, a2, i).mul(k[c + 7]).fma(step, sum);
        step.fma(delta.fma(FloatVector.broadcast(FLOATS, k[c + 4]), share), right).intoArray(a2, i);
        int to = trees.feature[first + p] * 64 + row;
        FloatVector.fromArray(FLOATS, rows.few, to)
            .add(delta.mul(k[c + 8]).mul(sum))
            .intoArray(rows.few, to);
      }
    }
  }

  @Override
  void flush(int features, ShapRows rows) {
    for (int i = 0; i < features * 64; i += DOUBLES.length()) {
      DoubleVector few =
          (DoubleVector)
              FloatVector.fromArray(FloatVector.SPECIES_256, rows.few, i)
                  .convertShape(VectorOperators.F2D, DOUBLES, 0);
      DoubleVector.fromArray(DOUBLES, rows.all, i).add(few).intoArray(rows.all, i);
    }
    Arrays.fill(rows.few, 0, features * 64, 0);
  }
}
