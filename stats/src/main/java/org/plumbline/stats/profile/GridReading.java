package org.plumbline.stats.profile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.ExactSum;
import org.plumbline.stats.math.Keys;

/*
 * A bucket stands for its middle, but where the reference is exact and has one value in it, for that
 * value: flags, counts and prices then keep their means.
 */
/** Turns the dense counts of one column into its profile; used once. */
final class GridReading {
  private final String name;
  private final ColumnGrid grid;
  private final int limit;
  private final @Nullable NumericProfile reference;
  private int next;

  private long[] keys = new long[64];
  private long[] counts = new long[64];
  private int size;
  private double min = Double.NaN;
  private double max = Double.NaN;
  private final ExactSum sum = ExactSum.ofValues();
  private final ExactSum squares = ExactSum.ofSquares();
  private final DistinctSketch sketch = new DistinctSketch();

  GridReading(String name, ColumnGrid grid, int limit, @Nullable NumericProfile reference) {
    this.name = name;
    this.grid = grid;
    this.limit = limit;
    this.reference = reference != null && reference.exact() ? reference : null;
  }

  NumericProfile read(int[] places, int base) {
    int negative = base + ColumnGrid.SIDE;
    for (int place = ColumnGrid.BEYOND - 1; place >= ColumnGrid.FIRST; place--) {
      if (places[negative + place] != 0) {
        add(grid.keyBelow(place), places[negative + place]);
      }
    }
    int zeros = places[base + ColumnGrid.ZERO] + places[negative + ColumnGrid.ZERO];
    if (zeros != 0) {
      add(0, zeros);
    }
    for (int place = ColumnGrid.FIRST; place < ColumnGrid.BEYOND; place++) {
      if (places[base + place] != 0) {
        add(grid.keyAbove(place), places[base + place]);
      }
    }
    long missing = (long) places[base + ColumnGrid.MISSING] + places[negative + ColumnGrid.MISSING];
    NumericProfile.Tails tails = new NumericProfile.Tails(missing, 0, 0);
    if (size == 0) {
      return NumericProfile.ofExact(name, limit, tails, new long[0], new long[0]);
    }
    int drop = coarsen();
    return NumericProfile.ofBuckets(
        name,
        limit,
        tails,
        new NumericProfile.Buckets(
            grid.level() + drop, Arrays.copyOf(keys, size), Arrays.copyOf(counts, size), min, max),
        new NumericProfile.Totals(sum.total(), squares.total(), sketch));
  }

  private void add(long key, int count) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    double value = value(key);
    min = size == 0 ? value : min;
    max = value;
    keys[size] = key;
    counts[size++] = count;
    sum.add(value, count);
    squares.add(value, count);
    sketch.add(Keys.hash(Keys.of(value)));
  }

  private double value(long key) {
    NumericProfile known = reference;
    if (known != null) {
      while (next < known.buckets() && known.bucketKey(next) >> grid.level() < key) {
        next++;
      }
      if (isAt(known, next, key) && !isAt(known, next + 1, key)) {
        return Keys.value(known.bucketKey(next));
      }
    }
    return key == 0 ? 0 : grid.middle(key);
  }

  private boolean isAt(NumericProfile known, int index, long key) {
    return index < known.buckets() && known.bucketKey(index) >> grid.level() == key;
  }

  /** Drops bits until the buckets fit, and says how many. */
  private int coarsen() {
    int drop = 0;
    while (size > limit) {
      drop++;
      int kept = 0;
      for (int i = 1; i < size; i++) {
        if (keys[i] >> 1 == keys[kept] >> 1) {
          counts[kept] += counts[i];
        } else {
          keys[kept] >>= 1;
          kept++;
          keys[kept] = keys[i];
          counts[kept] = counts[i];
        }
      }
      keys[kept] >>= 1;
      size = kept + 1;
    }
    return drop;
  }
}
