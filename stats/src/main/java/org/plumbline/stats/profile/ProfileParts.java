package org.plumbline.stats.profile;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.math.Rules;

/*
 * Stored profiles come from files that anybody may have written. What no data could have produced
 * is refused, so that nothing downstream divides by a negative count or walks a list out of order.
 */
/** Builds profiles from stored parts after checking them; shared by both stored forms. */
final class ProfileParts {
  static final int MOST_COLUMNS = 100_000;
  private static final int MOST_SUM_BITS = 4_400;
  private static final int HIGHEST_LEVEL = 63;

  private ProfileParts() {}

  /** The oldest version of the format that can hold the profile. */
  static int version(TableProfile table) {
    boolean plain =
        table.columns().stream()
            .allMatch(
                column ->
                    switch (column) {
                      case NumericProfile numeric -> numeric.referenceBins().isEmpty();
                      case CategoricalProfile categorical -> categorical.exact();
                    });
    return plain ? 1 : 2;
  }

  static NumericProfile exact(
      String name, int limit, NumericProfile.Tails tails, long[] keys, long[] counts) {
    requireBuckets(name, limit, 0, keys, counts);
    return NumericProfile.ofExact(name, limit, tails, keys, counts);
  }

  static NumericProfile bucketed(
      String name,
      int limit,
      NumericProfile.Tails tails,
      NumericProfile.Buckets buckets,
      NumericProfile.Totals totals) {
    int level = buckets.level();
    Rules.require(level >= 1 && level <= HIGHEST_LEVEL, "column %s has level %d", name, level);
    requireBuckets(name, limit, level, buckets.keys(), buckets.counts());
    int n = buckets.keys().length;
    Rules.require(
        n > 0
            && Double.isFinite(buckets.min())
            && Double.isFinite(buckets.max())
            && Keys.of(buckets.min()) >> level == buckets.keys()[0]
            && Keys.of(buckets.max()) >> level == buckets.keys()[n - 1],
        "the smallest and largest number of column %s do not lie in its outer buckets",
        name);
    BigInteger rows = BigInteger.ZERO;
    for (long count : buckets.counts()) {
      rows = rows.add(BigInteger.valueOf(count));
    }
    Rules.require(
        totals.sum().bitLength() <= MOST_SUM_BITS
            && totals.squares().bitLength() <= MOST_SUM_BITS
            && totals.squares().multiply(rows).compareTo(totals.sum().pow(2)) >= 0,
        "the sums of column %s cannot be those of numbers",
        name);
    return NumericProfile.ofBuckets(name, limit, tails, buckets, totals);
  }

  private static void requireBuckets(
      String name, int limit, int level, long[] keys, long[] counts) {
    requireColumn(name);
    ProfileSettings.requireLimit("valueLimit", limit);
    Rules.require(
        keys.length == counts.length && keys.length <= limit,
        "column %s has %d values and %d counts, its limit is %d",
        name,
        keys.length,
        counts.length,
        limit);
    long rows = 0;
    for (int i = 0; i < keys.length; i++) {
      Rules.require(i == 0 || keys[i] > keys[i - 1], "the values of column %s do not ascend", name);
      long lowest = keys[i] << level;
      Rules.require(
          lowest >> level == keys[i]
              && Keys.of(Keys.value(lowest)) >> level == keys[i]
              && (level > 0 || Keys.of(Keys.value(lowest)) == lowest),
          "value %d of column %s is no finite number",
          i,
          name);
      rows = added(name, rows, counts[i]);
    }
  }

  static CategoricalProfile exact(
      String name, int limit, long missing, List<String> categories, long[] counts) {
    requireColumn(name);
    return CategoricalProfile.ofExact(
        name, limit, missing, named(name, limit, 0, missing, categories, counts));
  }

  static CategoricalProfile sampled(
      String name,
      int limit,
      long missing,
      List<String> categories,
      long[] counts,
      CategoricalProfile.Sample sample) {
    requireColumn(name);
    Rules.require(
        sample.level() >= 1 && sample.level() <= HIGHEST_LEVEL,
        "column %s has level %d",
        name,
        sample.level());
    Map<String, Long> named = named(name, limit, sample.level(), missing, categories, counts);
    long rows = 0;
    for (long count : sample.buckets()) {
      Rules.require(count >= 0, "column %s has a negative count", name);
      rows = count == 0 ? rows : added(name, rows, count);
    }
    long[] namedInBucket = new long[CategoricalProfile.BUCKETS];
    named.forEach(
        (category, count) ->
            namedInBucket[CategoricalProfile.bucket(Keys.hash(category))] += count);
    for (int i = 0; i < namedInBucket.length; i++) {
      Rules.require(
          namedInBucket[i] <= sample.buckets()[i],
          "column %s counts more by name than in bucket %d",
          name,
          i);
    }
    FrequentNames frequent = sample.frequent();
    Rules.require(
        frequent.counts().size() <= FrequentNames.capacity(limit)
            && frequent.error() <= sample.count(),
        "column %s has %d frequent categories with an error of %d",
        name,
        frequent.counts().size(),
        frequent.error());
    frequent
        .counts()
        .forEach(
            (category, count) -> {
              Long exactly = named.get(category);
              long most = exactly == null ? inBucket(category, sample) : exactly;
              Rules.require(
                  count >= 1 && count <= most,
                  "frequent category %s of column %s counts %d of %d",
                  category,
                  name,
                  count,
                  most);
            });
    Rules.require(
        rows == sample.count(), "column %s counts %d, its buckets %d", name, sample.count(), rows);
    return CategoricalProfile.ofSample(name, limit, missing, named, sample);
  }

  private static long inBucket(String category, CategoricalProfile.Sample sample) {
    return sample.buckets()[CategoricalProfile.bucket(Keys.hash(category))];
  }

  /** What a file of version 1 says of frequent names: it holds a sample and buckets only. */
  static FrequentNames frequentOfVersionOne(
      int limit, List<String> categories, long[] counts, long[] buckets) {
    ProfileSettings.requireLimit("categoryLimit", limit);
    long[] unnamed = buckets.clone();
    Map<String, Long> exact = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(counts.length, categories.size()); i++) {
      unnamed[CategoricalProfile.bucket(Keys.hash(categories.get(i)))] -= counts[i];
      exact.put(categories.get(i), counts[i]);
    }
    long most = Math.max(0, Arrays.stream(unnamed).max().orElse(0));
    return FrequentNames.ofSample(exact, most, FrequentNames.capacity(limit));
  }

  static FrequentNames frequent(long error, List<String> categories, long[] counts) {
    Rules.require(
        categories.size() == counts.length,
        "%d frequent categories have %d counts",
        categories.size(),
        counts.length);
    Map<String, Long> frequent = LinkedHashMap.newLinkedHashMap(counts.length);
    for (int i = 0; i < counts.length; i++) {
      Rules.require(
          frequent.put(categories.get(i), counts[i]) == null,
          "frequent category %s is counted twice",
          categories.get(i));
    }
    return new FrequentNames(error, frequent);
  }

  private static Map<String, Long> named(
      String name, int limit, int level, long missing, List<String> categories, long[] counts) {
    ProfileSettings.requireLimit("categoryLimit", limit);
    Rules.require(missing >= 0, "column %s misses %d values", name, missing);
    Rules.require(
        categories.size() == counts.length && counts.length <= limit,
        "column %s has %d categories and %d counts, its limit is %d",
        name,
        categories.size(),
        counts.length,
        limit);
    Map<String, Long> named = LinkedHashMap.newLinkedHashMap(counts.length);
    long rows = 0;
    for (int i = 0; i < counts.length; i++) {
      String category = categories.get(i);
      Rules.require(
          level == 0 || Long.numberOfTrailingZeros(Keys.hash(category)) >= level,
          "category %s of column %s cannot be in its sample",
          category,
          name);
      Rules.require(
          named.put(category, counts[i]) == null,
          "category %s of column %s is counted twice",
          category,
          name);
      rows = added(name, rows, counts[i]);
    }
    return named;
  }

  private static void requireColumn(String name) {
    Rules.require(!name.isEmpty(), "a column has no name");
  }

  private static long added(String name, long rows, long count) {
    Rules.require(
        count >= 1 && rows <= Long.MAX_VALUE - count,
        "column %s has a count of %d after %d rows",
        name,
        count,
        rows);
    return rows + count;
  }
}
