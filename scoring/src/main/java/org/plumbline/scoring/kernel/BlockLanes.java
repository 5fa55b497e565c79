package org.plumbline.scoring.kernel;

import java.util.Arrays;

/**
 * The loops of batch scoring over bits of rows. This is the plain form, 64 rows to a long; {@link
 * VectorBlockLanes} does the same with vectors of longs. Stateless.
 */
class BlockLanes {
  static final BlockLanes PLAIN = new BlockLanes();

  /** Longs per row of bits. */
  int words() {
    return 1;
  }

  /** Fills the bits of {@code count} rows of features, the first at {@code offset}. */
  final void fill(Conditions conditions, float[] features, int offset, int count, BlockBits bits) {
    Arrays.fill(bits.right, 0, conditions.entries() * words(), 0);
    Arrays.fill(bits.missing, 0, conditions.features.length * words(), 0);
    place(conditions, features, offset, count, bits);
    sweep(conditions, bits);
  }

  /** Sets the bit of each row where each of its values stands among the cuts. */
  void place(Conditions conditions, float[] features, int offset, int count, BlockBits bits) {
    int words = words();
    int width = conditions.featureCount();
    int[] cuts = conditions.cuts;
    for (int r = 0; r < count; r++) {
      long bit = 1L << r;
      int word = r >> 6;
      int row = offset + r * width;
      for (int i = 0; i < conditions.features.length; i++) {
        float x = features[row + conditions.features[i]];
        if (Float.isNaN(x)) {
          bits.missing[i * words + word] |= bit;
        } else {
          int from = conditions.levels[i][0];
          int place = search(cuts, from, conditions.counts[i], Keys.of(x));
          bits.right[(conditions.starts[i] + place) * words + word] |= bit;
        }
      }
    }
  }

  /** How many of the cuts are not above the key; without a branch on data. */
  private static int search(int[] cuts, int from, int count, int key) {
    int place = 0;
    int left = count;
    while (left > 0) {
      int half = (left + 1) >> 1;
      int notAbove = (int) (((long) cuts[from + place + half - 1] - key - 1) >> 63);
      place += half & notAbove;
      left -= half;
    }
    return place;
  }

  /** Turns places into answers: a row at a place goes right at that cut and all below. */
  void sweep(Conditions conditions, BlockBits bits) {
    int words = words();
    long[] right = bits.right;
    for (int i = 0; i < conditions.features.length; i++) {
      int first = conditions.starts[i] * words;
      for (int at = first + conditions.counts[i] * words - 1; at >= first; at--) {
        right[at] |= right[at + words];
      }
    }
    int to = conditions.entries() * words;
    for (int c = 0; c < conditions.copied.length; c++) {
      int from = conditions.copied[c] * words;
      int missing = conditions.copiedFeature[c] * words;
      for (int w = 0; w < words; w++) {
        right[to++] = right[from + w] | bits.missing[missing + w];
      }
    }
  }

  /** Writes for each level of a perfect tree whether each row turns right there. */
  void path(int[] nodes, int first, int depth, BlockBits bits) {
    long[] right = bits.right;
    long[] path = bits.path;
    long[] t = bits.nodes;
    path[0] = right[nodes[first]];
    int at = first + 1;
    for (int level = 1; level < depth; level++) {
      int n = 1 << (level - 1);
      long s = path[level - 1];
      for (int i = 0; i < n; i++, at += 2) {
        long l = right[nodes[at]];
        t[i] = l ^ ((l ^ right[nodes[at + 1]]) & s);
      }
      for (int above = level - 2; above >= 0; above--) {
        n >>= 1;
        s = path[above];
        for (int i = 0; i < n; i++) {
          long l = t[2 * i];
          t[i] = l ^ ((l ^ t[2 * i + 1]) & s);
        }
      }
      path[level] = t[0];
    }
  }

  /** Adds the leaf each row falls into. */
  void addLeaves(int depth, float[] leaves, int first, BlockBits bits, float[] sums, int sum) {
    turns(depth, bits);
    for (int i = 0; i < 8 * words(); i++) {
      addEight(bits.turns[i], leaves, first, sums, sum + BlockBits.row(i));
    }
  }

  /** Gathers the turns of each row to a byte: the index of its leaf. */
  final void turns(int depth, BlockBits bits) {
    for (int word = 0; word < words(); word++) {
      turns(depth, bits.path, word, bits.turns);
    }
  }

  /** Transposes 8 rows of 64 bits to 64 bytes [Warren, Hacker's Delight 7-3]. */
  private void turns(int depth, long[] path, int word, long[] turns) {
    int words = words();
    long a = path[(depth - 1) * words + word];
    long b = depth > 1 ? path[(depth - 2) * words + word] : 0;
    long c = depth > 2 ? path[(depth - 3) * words + word] : 0;
    long d = depth > 3 ? path[(depth - 4) * words + word] : 0;
    long e = depth > 4 ? path[(depth - 5) * words + word] : 0;
    long f = depth > 5 ? path[(depth - 6) * words + word] : 0;
    long g = depth > 6 ? path[(depth - 7) * words + word] : 0;
    long h = depth > 7 ? path[(depth - 8) * words + word] : 0;
    long t;
    t = ((a >>> 1) ^ b) & 0x5555555555555555L;
    b ^= t;
    a ^= t << 1;
    t = ((c >>> 1) ^ d) & 0x5555555555555555L;
    d ^= t;
    c ^= t << 1;
    t = ((e >>> 1) ^ f) & 0x5555555555555555L;
    f ^= t;
    e ^= t << 1;
    t = ((g >>> 1) ^ h) & 0x5555555555555555L;
    h ^= t;
    g ^= t << 1;
    t = ((a >>> 2) ^ c) & 0x3333333333333333L;
    c ^= t;
    a ^= t << 2;
    t = ((b >>> 2) ^ d) & 0x3333333333333333L;
    d ^= t;
    b ^= t << 2;
    t = ((e >>> 2) ^ g) & 0x3333333333333333L;
    g ^= t;
    e ^= t << 2;
    t = ((f >>> 2) ^ h) & 0x3333333333333333L;
    h ^= t;
    f ^= t << 2;
    t = ((a >>> 4) ^ e) & 0x0f0f0f0f0f0f0f0fL;
    e ^= t;
    a ^= t << 4;
    t = ((b >>> 4) ^ f) & 0x0f0f0f0f0f0f0f0fL;
    f ^= t;
    b ^= t << 4;
    t = ((c >>> 4) ^ g) & 0x0f0f0f0f0f0f0f0fL;
    g ^= t;
    c ^= t << 4;
    t = ((d >>> 4) ^ h) & 0x0f0f0f0f0f0f0f0fL;
    h ^= t;
    d ^= t << 4;
    turns[8 * word] = a;
    turns[8 * word + 1] = b;
    turns[8 * word + 2] = c;
    turns[8 * word + 3] = d;
    turns[8 * word + 4] = e;
    turns[8 * word + 5] = f;
    turns[8 * word + 6] = g;
    turns[8 * word + 7] = h;
  }

  private static void addEight(long indices, float[] leaves, int first, float[] sums, int sum) {
    sums[sum] += leaves[first + (int) (indices & 255)];
    sums[sum + 8] += leaves[first + (int) ((indices >>> 8) & 255)];
    sums[sum + 16] += leaves[first + (int) ((indices >>> 16) & 255)];
    sums[sum + 24] += leaves[first + (int) ((indices >>> 24) & 255)];
    sums[sum + 32] += leaves[first + (int) ((indices >>> 32) & 255)];
    sums[sum + 40] += leaves[first + (int) ((indices >>> 40) & 255)];
    sums[sum + 48] += leaves[first + (int) ((indices >>> 48) & 255)];
    sums[sum + 56] += leaves[first + (int) (indices >>> 56)];
  }
}
