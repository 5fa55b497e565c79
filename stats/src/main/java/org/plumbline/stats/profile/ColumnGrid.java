package org.plumbline.stats.profile;

import org.plumbline.stats.math.Keys;

/*
 * Buckets of neighbouring doubles as in NumericCounts (one level, hence dyadic and mergeable), but
 * in a dense array: no search, no hash, one shift and one subtraction a value. Level and smallest
 * magnitude come from the reference, so that a column of 1e6 +- 10 uses its buckets there and one of
 * mixed signs spends none on the two thousand binary orders around zero.
 *
 * Each sign has a side of places: zero, under the floor, the buckets by magnitude, beyond, missing.
 * "Under" and "beyond" (infinities among them) are rare by construction; their values are counted
 * apart by the caller.
 */
/**
 * Where the values of one column are counted.
 *
 * @param level low-order bits of a magnitude that are dropped, at least one
 * @param floor the smallest magnitude that has a bucket, after dropping
 */
record ColumnGrid(int level, long floor) {
  static final int BUCKETS = 1 << 14;
  static final int ZERO = 0;
  static final int UNDER = 1;
  static final int FIRST = 2;
  static final int BEYOND = FIRST + BUCKETS;
  static final int MISSING = BEYOND + 1;
  static final int SIDE = MISSING + 1;
  static final int PLACES = 2 * SIDE;

  static final long INFINITE = 0x7FF0_0000_0000_0000L;

  /** 256 buckets a binary order, for columns of which nothing tells how fine they must be. */
  private static final int USUAL_LEVEL = 44;

  /** At 16 buckets a binary order the grid spans half of all orders; no column needs more. */
  private static final int COARSEST_LEVEL = 48;

  private static final double IGNORED = 1e-4;

  /** The grid that serves a column unknown to the reference: 32 binary orders either side of 1. */
  static ColumnGrid usual() {
    return around(magnitude(1), magnitude(1));
  }

  /** A fine grid that holds the reference, less the ten-thousandth nearest to zero. */
  static ColumnGrid of(NumericProfile reference) {
    int n = reference.buckets();
    if (n == 0) {
      return usual();
    }
    long most = Math.max(magnitude(reference.min()), magnitude(reference.max()));
    return most == 0 ? usual() : around(least(reference, most), most);
  }

  private static ColumnGrid around(long least, long most) {
    int level = least == most ? USUAL_LEVEL : 1;
    while (level < COARSEST_LEVEL && (most >>> level) - (least >>> level) >= BUCKETS / 4) {
      level++;
    }
    long spare = (BUCKETS - 1 - ((most >>> level) - (least >>> level))) / 2;
    long lowest = (least >>> level) - spare;
    return new ColumnGrid(level, Math.clamp(lowest, 1, (INFINITE >>> level) - BUCKETS));
  }

  private static long least(NumericProfile reference, long most) {
    int above = 0;
    while (above < reference.buckets() && reference.bucketKey(above) < 0) {
      above++;
    }
    int below = above - 1;
    double ignored = IGNORED * reference.finite();
    long seen = 0;
    // Outwards from zero, always to the nearer neighbour; zeros themselves need no bucket.
    while (below >= 0 || above < reference.buckets()) {
      long left = below >= 0 ? magnitude(reference.upper(below)) : Long.MAX_VALUE;
      long right = above < reference.buckets() ? magnitude(reference.lower(above)) : Long.MAX_VALUE;
      long count = reference.bucketCount(left < right ? below-- : above++);
      long nearest = Math.min(left, right);
      seen += nearest == 0 ? 0 : count;
      if (seen > ignored) {
        return nearest;
      }
    }
    return most;
  }

  static long magnitude(double value) {
    return Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
  }

  /**
   * The bucket key, as {@code Keys.of(value) >> level}, of the n-th bucket of the positive side.
   */
  long keyAbove(int place) {
    return floor + place - FIRST;
  }

  /** The same of the negative side. */
  long keyBelow(int place) {
    return ~keyAbove(place);
  }

  /** The middle of a bucket. */
  double middle(long key) {
    double low = Keys.value(key << level);
    double high = Keys.value(((key + 1) << level) - 1);
    return low + (high - low) / 2;
  }
}
