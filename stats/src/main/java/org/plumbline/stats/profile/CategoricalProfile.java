package org.plumbline.stats.profile;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.math.Rules;

/**
 * The categories of a column in bounded memory: all of them by name up to {@code categoryLimit};
 * beyond it a fixed sample of names (drawn by hash, each with its exact count) together with counts
 * in 256 hash buckets, on which drift is measured, an estimate of how many differ, and the
 * {@linkplain #heavyHitters() most frequent names} with what is certain of their counts. Names
 * longer than 256 characters are kept as their beginning and a hash. Immutable.
 *
 * <p>All but the frequent names is a pure function of the multiset of values. The frequent names
 * depend on order and split too, but only within the error that they state; merging two profiles is
 * commutative in all parts.
 */
public final class CategoricalProfile implements ColumnProfile {
  /** The name under which slots of -1, categories outside the dictionary, are counted. */
  public static final String UNKNOWN = "(unknown)";

  static final int BUCKETS = 256;

  /** What is kept once not every category is named. */
  record Sample(
      int level, long count, long[] buckets, DistinctSketch sketch, FrequentNames frequent) {}

  private final String name;
  private final int limit;
  private final long missing;
  private final long count;
  private final Map<String, Long> counts;
  private final @Nullable Sample sample;

  private CategoricalProfile(
      String name, int limit, long missing, Map<String, Long> counts, @Nullable Sample sample) {
    this.name = name;
    this.limit = limit;
    this.missing = missing;
    this.sample = sample;
    this.counts = mostFrequentFirst(counts);
    long total = 0;
    for (long times : counts.values()) {
      total += times;
    }
    this.count = sample == null ? total : sample.count();
  }

  static CategoricalProfile ofExact(
      String name, int limit, long missing, Map<String, Long> counts) {
    return new CategoricalProfile(name, limit, missing, counts, null);
  }

  static CategoricalProfile ofSample(
      String name, int limit, long missing, Map<String, Long> counts, Sample sample) {
    return new CategoricalProfile(name, limit, missing, counts, sample);
  }

  private static Map<String, Long> mostFrequentFirst(Map<String, Long> counts) {
    List<Map.Entry<String, Long>> entries =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    Map<String, Long> ordered = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(ordered);
  }

  /** The hash bucket that drift of many categories is measured on. */
  static int bucket(long hash) {
    // The lowest bits choose the sample and the highest the sketch's register.
    return (int) (hash >>> 32) & (BUCKETS - 1);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.CATEGORICAL;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long missing() {
    return missing;
  }

  @Override
  public long distinct() {
    return sample == null ? counts.size() : sample.sketch().estimate();
  }

  @Override
  public boolean exact() {
    return sample == null;
  }

  /** Exact counts by name, most frequent first, ties by name; a sample once not exact. */
  public Map<String, Long> counts() {
    return counts;
  }

  /** Whether no category was seen. */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * The most frequent categories, most frequent first, ties by name: all of them while exact, else
   * at most 1,024. A category that holds more than {@link #unlistedAtMost()} rows is among them.
   */
  public List<HeavyHitter> heavyHitters() {
    if (sample == null) {
      return counts.entrySet().stream()
          .map(entry -> new HeavyHitter(entry.getKey(), entry.getValue(), entry.getValue()))
          .toList();
    }
    return sample.frequent().counts().entrySet().stream()
        .map(entry -> heavyHitter(entry.getKey(), entry.getValue(), sample))
        .sorted(
            Comparator.comparingLong(HeavyHitter::atLeast)
                .reversed()
                .thenComparing(HeavyHitter::category))
        .toList();
  }

  private HeavyHitter heavyHitter(String category, long counted, Sample beyond) {
    Long exactly = counts.get(category);
    if (exactly != null) {
      return new HeavyHitter(category, exactly, exactly);
    }
    // Its bucket holds all of its rows, and those of others.
    long inBucket = beyond.buckets()[bucket(Keys.hash(category))];
    return new HeavyHitter(
        category, counted, Math.min(counted + beyond.frequent().error(), inBucket));
  }

  /**
   * The most rows that any category outside of {@link #heavyHitters()} can hold; 0 while exact,
   * else at most {@code count / (m + 1)} where m is the category limit or 1,024 if that is less
   * (profiles read from files of version 1 may state more).
   */
  public long unlistedAtMost() {
    return sample == null ? 0 : sample.frequent().error();
  }

  /**
   * The largest share of values that can lie outside of {@link #heavyHitters()}; 0 while exact,
   * {@code NaN} without values.
   */
  public double otherShare() {
    if (count == 0) {
      return Double.NaN;
    }
    long listed = heavyHitters().stream().mapToLong(HeavyHitter::atLeast).sum();
    return (double) (count - listed) / count;
  }

  /**
   * The share of values whose category holds less than the stated share of all: exact while the
   * profile is, then the most that it can be. {@code NaN} without values.
   *
   * @param share of all values, from 0 to 1; a category with just that share is not rare
   */
  public double rareShare(double share) {
    Rules.require(share >= 0 && share <= 1, "rare share %s must lie in [0, 1]", share);
    if (count == 0) {
      return Double.NaN;
    }
    double least = share * count;
    long frequent =
        heavyHitters().stream()
            .mapToLong(HeavyHitter::atLeast)
            .filter(times -> times >= least)
            .sum();
    return (double) (count - frequent) / count;
  }

  /** The counters of frequent names; all names while exact. */
  FrequentNames frequent() {
    return sample == null ? new FrequentNames(0, counts) : sample.frequent();
  }

  int limit() {
    return limit;
  }

  public int level() {
    return sample == null ? 0 : sample.level();
  }

  /** Counts in hash buckets, of all categories. */
  public long[] buckets() {
    if (sample != null) {
      return sample.buckets().clone();
    }
    long[] buckets = new long[BUCKETS];
    counts.forEach((category, times) -> buckets[bucket(Keys.hash(category))] += times);
    return buckets;
  }

  /** Distinct names, of all categories. */
  DistinctSketch sketch() {
    if (sample != null) {
      return sample.sketch();
    }
    DistinctSketch sketch = new DistinctSketch();
    counts.keySet().forEach(category -> sketch.add(Keys.hash(category)));
    return sketch;
  }

  @Override
  public CategoricalProfile merge(ColumnProfile other) {
    if (!(other instanceof CategoricalProfile that) || !name.equals(that.name)) {
      throw new IllegalArgumentException(
          "cannot merge %s %s with %s %s: merge profiles of the same columns"
              .formatted(kind(), name, other.kind(), other.name()));
    }
    CategoryCounts merged = new CategoryCounts(Math.min(limit, that.limit));
    merged.add(this);
    merged.add(that);
    CategoricalProfile whole = merged.profile(name);
    Sample beyond = whole.sample;
    if (beyond == null) {
      return whole;
    }
    FrequentNames together =
        FrequentNames.both(frequent(), that.frequent(), FrequentNames.capacity(whole.limit));
    return ofSample(
        name,
        whole.limit,
        whole.missing,
        whole.counts,
        new Sample(beyond.level(), beyond.count(), beyond.buckets(), beyond.sketch(), together));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CategoricalProfile that
        && name.equals(that.name)
        && limit == that.limit
        && missing == that.missing
        && count == that.count
        && level() == that.level()
        && exact() == that.exact()
        && counts.equals(that.counts)
        && Arrays.equals(buckets(), that.buckets())
        && sketch().equals(that.sketch())
        && frequent().equals(that.frequent());
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, missing, count, counts);
  }

  @Override
  public String toString() {
    return "%s: %d values, %d missing, %d categories".formatted(name, count, missing, distinct());
  }
}
