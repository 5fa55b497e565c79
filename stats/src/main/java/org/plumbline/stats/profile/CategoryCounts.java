package org.plumbline.stats.profile;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.Keys;

/*
 * Up to `limit` categories are counted by name (level 0). Beyond it a category stays named only
 * while its hash ends with `level` zero bits; the level is the smallest at which the named fit, so
 * what is kept depends on the set of categories alone: merging is associative and commutative, and
 * a named count is always exact (adaptive sampling [Wegman; Flajolet 1990]). Frequent categories
 * have no better chance to be named than rare ones: a rule that favours them depends on the order
 * of rows, so it is kept apart, in FrequentNames, the one part whose third merge does. All
 * categories, named or not, are then counted in fixed hash buckets, which is what drift is measured
 * on, and in a sketch of distinct names.
 */
/** Counts categories of one column; mutable, for one thread. */
final class CategoryCounts {
  private static final class Tally {
    private long count;
  }

  private final int limit;
  private final Map<String, Tally> named = new HashMap<>();
  private int level;
  private long missing;
  private long count;
  private @Nullable Overflow overflow;

  private record Overflow(long[] buckets, DistinctSketch sketch, FrequentNames.Counting frequent) {
    void add(long hash, long times) {
      buckets[CategoricalProfile.bucket(hash)] += times;
      sketch.add(hash);
    }
  }

  CategoryCounts(int limit) {
    this.limit = limit;
  }

  void addMissing(long times) {
    missing += times;
  }

  /** Adds rows of one category; times is at least 1. */
  void add(String category, long times) {
    String name = CategoryNames.kept(category);
    Overflow beyond = overflow;
    if (beyond != null) {
      beyond.frequent().add(name, times);
    }
    addRows(name, times);
  }

  private void addRows(String category, long times) {
    count += times;
    Overflow beyond = overflow;
    if (beyond != null) {
      long hash = Keys.hash(category);
      beyond.add(hash, times);
      if (Long.numberOfTrailingZeros(hash) < level) {
        return;
      }
    }
    countNamed(category, times);
  }

  private void countNamed(String category, long times) {
    named.computeIfAbsent(category, _ -> new Tally()).count += times;
    while (named.size() > limit) {
      if (overflow == null) {
        overflow = overflowing();
      }
      level++;
      named.keySet().removeIf(name -> Long.numberOfTrailingZeros(Keys.hash(name)) < level);
    }
  }

  private Overflow overflowing() {
    Overflow fresh =
        new Overflow(
            new long[CategoricalProfile.BUCKETS],
            new DistinctSketch(),
            new FrequentNames.Counting(FrequentNames.capacity(limit)));
    named.forEach((name, tally) -> fresh.add(Keys.hash(name), tally.count));
    fresh.frequent().addAll(new FrequentNames(0, namedCounts()));
    return fresh;
  }

  void add(CategoricalProfile other) {
    missing += other.missing();
    if (other.exact()) {
      other.counts().forEach(this::add);
      return;
    }
    Overflow beyond = overflow == null ? overflowing() : overflow;
    overflow = beyond;
    level = Math.max(level, other.level());
    named.keySet().removeIf(name -> Long.numberOfTrailingZeros(Keys.hash(name)) < level);
    count += other.count();
    long[] buckets = other.buckets();
    for (int i = 0; i < buckets.length; i++) {
      beyond.buckets()[i] += buckets[i];
    }
    beyond.sketch().merge(other.sketch());
    beyond.frequent().addAll(other.frequent());
    other
        .counts()
        .forEach(
            (name, times) -> {
              if (Long.numberOfTrailingZeros(Keys.hash(name)) >= level) {
                countNamed(name, times);
              }
            });
  }

  private Map<String, Long> namedCounts() {
    Map<String, Long> counts = HashMap.newHashMap(named.size());
    named.forEach((category, tally) -> counts.put(category, tally.count));
    return counts;
  }

  long retainedBytes() {
    long bytes = 0;
    for (String name : named.keySet()) {
      bytes += Retained.entry(name);
    }
    Overflow beyond = overflow;
    return beyond == null
        ? bytes
        : bytes
            + Retained.longs(CategoricalProfile.BUCKETS)
            + DistinctSketch.REGISTERS
            + beyond.frequent().retainedBytes();
  }

  CategoricalProfile profile(String name) {
    Map<String, Long> counts = namedCounts();
    return overflow == null
        ? CategoricalProfile.ofExact(name, limit, missing, counts)
        : CategoricalProfile.ofSample(
            name,
            limit,
            missing,
            counts,
            new CategoricalProfile.Sample(
                level,
                count,
                overflow.buckets().clone(),
                overflow.sketch().copy(),
                overflow.frequent().result()));
  }
}
