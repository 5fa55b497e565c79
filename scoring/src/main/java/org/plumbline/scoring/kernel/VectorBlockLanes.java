package org.plumbline.scoring.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Batch scoring with 512 rows to a row of bits, eight longs to a vector.
 *
 * <p>Implementation note. Methods are small, because C2 stops inlining after some fifty vector
 * operations and would then box each vector. A leaf is found by permuting a table held in
 * registers, four vectors for 64 leaves. Loaded only where {@link Lanes} found the Vector API and
 * vectors of 512 bits.
 */
final class VectorBlockLanes extends BlockLanes {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
  private static final int WORDS = 8;

  @Override
  int words() {
    return WORDS;
  }

  @Override
  void place(Conditions conditions, float[] features, int offset, int count, BlockBits bits) {
    int width = conditions.featureCount();
    int[] cuts = conditions.cuts;
    for (int r = 0; r < count; r++) {
      long bit = 1L << r;
      int word = r >> 6;
      int row = offset + r * width;
      for (int i = 0; i < conditions.features.length; i++) {
        float x = features[row + conditions.features[i]];
        if (Float.isNaN(x)) {
          bits.missing[i * WORDS + word] |= bit;
        } else {
          int place = search(cuts, conditions.levels[i], Keys.of(x));
          bits.right[(conditions.starts[i] + place) * WORDS + word] |= bit;
        }
      }
    }
  }

  /** Counts the cuts that are not above the key, 16 a step. */
  private static int search(int[] cuts, int[] levels, int key) {
    int place = 0;
    for (int level = levels.length - 1; level >= 0; level--) {
      int at = levels[level] + place * Conditions.FAN;
      place =
          place * Conditions.FAN
              + IntVector.fromArray(INTS, cuts, at).compare(VectorOperators.LE, key).trueCount();
    }
    return place;
  }

  @Override
  void sweep(Conditions conditions, BlockBits bits) {
    long[] right = bits.right;
    for (int i = 0; i < conditions.features.length; i++) {
      int first = conditions.starts[i];
      LongVector above = LongVector.zero(LONGS);
      for (int entry = first + conditions.counts[i]; entry >= first; entry--) {
        above = above.or(LongVector.fromArray(LONGS, right, entry * WORDS));
        above.intoArray(right, entry * WORDS);
      }
    }
    int to = conditions.entries() * WORDS;
    for (int c = 0; c < conditions.copied.length; c++, to += WORDS) {
      LongVector.fromArray(LONGS, right, conditions.copied[c] * WORDS)
          .or(LongVector.fromArray(LONGS, bits.missing, conditions.copiedFeature[c] * WORDS))
          .intoArray(right, to);
    }
  }

  @Override
  void path(int[] nodes, int first, int depth, BlockBits bits) {
    long[] path = bits.path;
    at(bits.right, nodes, first).intoArray(path, 0);
    int at = first + 1;
    for (int level = 1; level < depth; level++) {
      int n = 1 << (level - 1);
      choose(bits.right, nodes, at, n, path, level - 1, bits.nodes);
      at += 2 * n;
      for (int above = level - 2; above >= 0; above--) {
        n >>= 1;
        choose(bits.nodes, n, path, above);
      }
      LongVector.fromArray(LONGS, bits.nodes, 0).intoArray(path, level * WORDS);
    }
  }

  private static LongVector at(long[] right, int[] nodes, int node) {
    return LongVector.fromArray(LONGS, right, nodes[node] * WORDS);
  }

  private static void choose(
      long[] right, int[] nodes, int at, int n, long[] path, int level, long[] t) {
    LongVector s = LongVector.fromArray(LONGS, path, level * WORDS);
    for (int i = 0; i < n; i++) {
      at(right, nodes, at + 2 * i)
          .bitwiseBlend(at(right, nodes, at + 2 * i + 1), s)
          .intoArray(t, i * WORDS);
    }
  }

  private static void choose(long[] t, int n, long[] path, int level) {
    LongVector s = LongVector.fromArray(LONGS, path, level * WORDS);
    for (int i = 0; i < n; i++) {
      LongVector.fromArray(LONGS, t, 2 * i * WORDS)
          .bitwiseBlend(LongVector.fromArray(LONGS, t, (2 * i + 1) * WORDS), s)
          .intoArray(t, i * WORDS);
    }
  }

  @Override
  void addLeaves(int depth, float[] leaves, int first, BlockBits bits, float[] sums, int sum) {
    switch (depth) {
      case 6 -> addSixtyFour(leaves, first, bits.path, sums, sum);
      default -> super.addLeaves(depth, leaves, first, bits, sums, sum);
    }
  }

  private static void addSixtyFour(float[] leaves, int first, long[] path, float[] sums, int sum) {
    IntVector a = FloatVector.fromArray(FloatVector.SPECIES_512, leaves, first).reinterpretAsInts();
    IntVector b =
        FloatVector.fromArray(FloatVector.SPECIES_512, leaves, first + 16).reinterpretAsInts();
    IntVector c =
        FloatVector.fromArray(FloatVector.SPECIES_512, leaves, first + 32).reinterpretAsInts();
    IntVector d =
        FloatVector.fromArray(FloatVector.SPECIES_512, leaves, first + 48).reinterpretAsInts();
    for (int group = 0; group < 4 * WORDS; group++) {
      int word = group >> 2;
      int shift = (group & 3) << 4;
      IntVector index =
          IntVector.zero(INTS)
              .lanewise(VectorOperators.OR, 16, mask(path[word + WORDS] >>> shift))
              .lanewise(VectorOperators.OR, 8, mask(path[word + 2 * WORDS] >>> shift))
              .lanewise(VectorOperators.OR, 4, mask(path[word + 3 * WORDS] >>> shift))
              .lanewise(VectorOperators.OR, 2, mask(path[word + 4 * WORDS] >>> shift))
              .lanewise(VectorOperators.OR, 1, mask(path[word + 5 * WORDS] >>> shift));
      FloatVector leaf =
          index
              .selectFrom(a, b)
              .blend(index.selectFrom(c, d), mask(path[word] >>> shift))
              .reinterpretAsFloats();
      int at = sum + 16 * group;
      FloatVector.fromArray(FloatVector.SPECIES_512, sums, at).add(leaf).intoArray(sums, at);
    }
  }

  private static VectorMask<Integer> mask(long bits) {
    return VectorMask.fromLong(INTS, bits);
  }
}
