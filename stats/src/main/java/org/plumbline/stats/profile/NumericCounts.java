package org.plumbline.stats.profile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.ExactSum;
import org.plumbline.stats.math.Keys;

/*
 * "Exact first, then dyadic buckets." A number's key (Keys.of) sorts as the number does. While at
 * most `limit` keys differ, each is counted apart (level 0). Beyond it the low-order key bits are
 * dropped, one level a time, until at most `limit` buckets (key >> level) differ. As coarsening
 * never raises the number of buckets and adding never lowers it, the level reached is the smallest
 * that fits all values, whatever their order or split: counts are a pure function of the multiset,
 * and merging is associative and commutative. A bucket is a range of neighbouring doubles, narrow
 * in proportion to the size of its numbers; a column such as 1e6 +- 10 uses all its buckets there.
 *
 * Sums are needed only once level 0 is left: before, they follow from the counts. So is the sketch
 * of distinct values, which takes exact keys.
 *
 * The table is open addressing with linear probing over two long arrays; a count of 0 marks a free
 * place. At the default limit it is 512 KiB at most.
 */
/** Counts numbers of one column; mutable, for one thread. */
final class NumericCounts {
  private static final int BLOCK = 512;

  private final int limit;
  private long[] keys = new long[32];
  private long[] counts = new long[32];
  private int shift = 64 - 5;
  private int size;
  private int level;

  private long missing;
  private long negativeInfinities;
  private long positiveInfinities;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private @Nullable Overflow overflow;
  private final @Nullable ReferenceBins layout;
  private ReferenceBins.@Nullable Counting binned;

  /** What is kept only when values are no longer counted apart. */
  private record Overflow(ExactSum sum, ExactSum squares, DistinctSketch sketch) {
    void add(double value, long key) {
      sum.add(value);
      squares.add(value);
      sketch.add(Keys.hash(key));
    }
  }

  NumericCounts(int limit) {
    this(limit, null);
  }

  /** Counts beside a reference, whose bins must be empty. */
  NumericCounts(int limit, @Nullable ReferenceBins layout) {
    this.limit = limit;
    this.layout = layout;
    this.binned = layout == null ? null : layout.counting();
  }

  void add(double value) {
    if (!Double.isFinite(value)) {
      addSpecial(value);
      return;
    }
    min = Math.min(min, value);
    max = Math.max(max, value);
    long key = Keys.of(value);
    if (overflow != null) {
      overflow.add(value, key);
    }
    if (binned != null) {
      binned.add(key, 1);
    }
    count(key >> level, 1);
  }

  void add(double[] values, int from, int to) {
    int start = from;
    while (start < to && overflow == null) {
      add(values[start++]);
    }
    long[] block = new long[Math.min(BLOCK, to - start)];
    while (start < to) {
      int end = Math.min(to, start + BLOCK);
      addBlock(values, start, end, block);
      start = end;
    }
  }

  /** What {@link #add(double)} does after overflow, one job after the other in the first cache. */
  private void addBlock(double[] values, int from, int to, long[] block) {
    Overflow totals = overflowing();
    int n = 0;
    for (int i = from; i < to; i++) {
      double value = values[i];
      if (Math.abs(value) < Double.POSITIVE_INFINITY) {
        block[n++] = Keys.of(value);
        totals.sum().add(value);
        totals.squares().add(value);
      } else {
        addSpecial(value);
      }
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, block[i]);
      most = Math.max(most, block[i]);
      totals.sketch().add(Keys.hash(block[i]));
    }
    if (n > 0) {
      min = Math.min(min, Keys.value(least));
      max = Math.max(max, Keys.value(most));
    }
    ReferenceBins.Counting beside = binned;
    for (int i = 0; i < n && beside != null; i++) {
      beside.add(block[i], 1);
    }
    for (int i = 0; i < n; i++) {
      count(block[i] >> level, 1);
    }
  }

  private void addSpecial(double value) {
    if (Double.isNaN(value)) {
      missing++;
    } else if (value < 0) {
      negativeInfinities++;
      if (binned != null) {
        binned.addBelow(1);
      }
    } else {
      positiveInfinities++;
      if (binned != null) {
        binned.addAbove(1);
      }
    }
  }

  void add(NumericProfile other) {
    missing += other.missing();
    negativeInfinities += other.negativeInfinities();
    positiveInfinities += other.positiveInfinities();
    addBins(other.referenceBins().orElse(null));
    if (other.finite() == 0) {
      return;
    }
    if (other.level() > level) {
      coarsenTo(other.level());
    }
    min = Math.min(min, other.min());
    max = Math.max(max, other.max());
    if (overflow != null) {
      other.addTo(overflow.sum(), overflow.squares(), overflow.sketch());
    }
    for (int i = 0; i < other.buckets(); i++) {
      boolean exactBefore = level == 0;
      long key = other.bucketKey(i) >> (level - other.level());
      count(key, other.bucketCount(i));
      if (exactBefore && level > 0) {
        // The keys counted so far went into the new sums; the rest of the other must follow.
        Overflow grown = overflowing();
        for (int j = i + 1; j < other.buckets(); j++) {
          double value = Keys.value(other.bucketKey(j));
          grown.sum().add(value, other.bucketCount(j));
          grown.squares().add(value, other.bucketCount(j));
          grown.sketch().add(Keys.hash(other.bucketKey(j)));
        }
      }
    }
  }

  /* Rows of which the bins are not known leave no bins; so the order of merges does not matter. */
  private void addBins(@Nullable ReferenceBins others) {
    if (binned == null) {
      return;
    }
    if (layout != null && others != null && layout.isFor(others)) {
      binned.add(others);
    } else {
      binned = null;
    }
  }

  long retainedBytes() {
    long bytes = 2 * Retained.longs(keys.length);
    if (overflow != null) {
      bytes += 2 * ExactSum.RETAINED_BYTES + DistinctSketch.REGISTERS;
    }
    if (binned != null) {
      bytes += binned.retainedBytes();
    }
    return bytes;
  }

  private void count(long key, long times) {
    int mask = keys.length - 1;
    int place = Keys.slot(key, shift);
    while (counts[place] != 0) {
      if (keys[place] == key) {
        counts[place] += times;
        return;
      }
      place = (place + 1) & mask;
    }
    keys[place] = key;
    counts[place] = times;
    size++;
    if (size > limit) {
      coarsenTo(smallestLevelThatFits());
    } else if (2 * size > keys.length) {
      rehash(2 * keys.length, 0);
    }
  }

  private void coarsenTo(int target) {
    if (level == 0) {
      overflowing();
    }
    int drop = target - level;
    level = target;
    rehash(keys.length, drop);
  }

  private Overflow overflowing() {
    Overflow present = overflow;
    if (present != null) {
      return present;
    }
    Overflow fresh = new Overflow(ExactSum.ofValues(), ExactSum.ofSquares(), new DistinctSketch());
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        double value = Keys.value(keys[i]);
        fresh.sum().add(value, counts[i]);
        fresh.squares().add(value, counts[i]);
        fresh.sketch().add(Keys.hash(keys[i]));
      }
    }
    overflow = fresh;
    return fresh;
  }

  private int smallestLevelThatFits() {
    long[] sorted = sortedKeys();
    // Two neighbours fall together once all bits in which they differ are dropped.
    int[] mergedAt = new int[65];
    for (int i = 1; i < sorted.length; i++) {
      mergedAt[64 - Long.numberOfLeadingZeros(sorted[i] ^ sorted[i - 1])]++;
    }
    int buckets = sorted.length;
    int drop = 0;
    while (buckets > limit) {
      drop++;
      buckets -= mergedAt[drop];
    }
    return level + drop;
  }

  private long[] sortedKeys() {
    long[] sorted = new long[size];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        sorted[n++] = keys[i];
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private void rehash(int capacity, int drop) {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[capacity];
    counts = new long[capacity];
    shift = 64 - Integer.numberOfTrailingZeros(capacity);
    size = 0;
    int mask = capacity - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] == 0) {
        continue;
      }
      long key = oldKeys[i] >> drop;
      int place = Keys.slot(key, shift);
      while (counts[place] != 0 && keys[place] != key) {
        place = (place + 1) & mask;
      }
      if (counts[place] == 0) {
        keys[place] = key;
        size++;
      }
      counts[place] += oldCounts[i];
    }
  }

  NumericProfile profile(String name) {
    long[] sorted = sortedKeys();
    long[] sortedCounts = new long[size];
    int mask = keys.length - 1;
    for (int i = 0; i < sorted.length; i++) {
      int place = Keys.slot(sorted[i], shift);
      while (keys[place] != sorted[i] || counts[place] == 0) {
        place = (place + 1) & mask;
      }
      sortedCounts[i] = counts[place];
    }
    NumericProfile.Tails tails =
        new NumericProfile.Tails(missing, negativeInfinities, positiveInfinities);
    ReferenceBins bins = layout == null || binned == null ? null : layout.with(binned);
    if (overflow == null) {
      return NumericProfile.ofExact(name, limit, tails, sorted, sortedCounts).with(bins);
    }
    return NumericProfile.ofBuckets(
            name,
            limit,
            tails,
            new NumericProfile.Buckets(level, sorted, sortedCounts, min, max),
            new NumericProfile.Totals(
                overflow.sum().total(), overflow.squares().total(), overflow.sketch().copy()))
        .with(bins);
  }
}
