package org.plumbline.stats.math;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Sorts row numbers by value without boxing. */
public final class Sorting {
  private static final int ROW_BITS = 31;

  private Sorting() {}

  /** Row numbers in stable ascending order of their values, which must not be NaN. */
  public static int[] ascending(double[] values) {
    int n = values.length;
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] = Keys.of(values[i]);
    }
    // A bootstrap hands over rows already in order, thousands of times.
    if (isAscending(keys)) {
      return IntStream.range(0, n).toArray();
    }
    long[] distinct = keys.clone();
    Arrays.sort(distinct);
    int kinds = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || distinct[i] != distinct[i - 1]) {
        distinct[kinds++] = distinct[i];
      }
    }
    // Rank and row number share one long, so that one primitive sort is stable.
    long[] packed = new long[n];
    for (int i = 0; i < n; i++) {
      long rank = Arrays.binarySearch(distinct, 0, kinds, keys[i]);
      packed[i] = (rank << ROW_BITS) | i;
    }
    Arrays.sort(packed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = (int) (packed[i] & ((1L << ROW_BITS) - 1));
    }
    return order;
  }

  private static boolean isAscending(long[] keys) {
    for (int i = 1; i < keys.length; i++) {
      if (keys[i] < keys[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
