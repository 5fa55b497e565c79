package org.plumbline.stats.profile;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.ExactSum;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.math.Rules;

/**
 * The distribution of a numeric column in bounded memory: exact while at most {@code valueLimit}
 * numbers differ, then in buckets of neighbouring numbers. Counts, sums, mean, variance, smallest
 * and largest stay exact always; quantiles and shares are then off by at most {@link #rankError()}.
 * {@code NaN} counts as missing; infinities are counted apart and enter no mean and no quantile.
 * Immutable.
 */
public final class NumericProfile implements ColumnProfile {
  /** What lies outside the finite numbers. */
  record Tails(long missing, long negativeInfinities, long positiveInfinities) {
    Tails {
      Rules.require(
          missing >= 0 && negativeInfinities >= 0 && positiveInfinities >= 0,
          "counts must not be negative");
    }
  }

  /** Ascending bucket keys with their counts; the key is {@code Keys.of(value) >> level}. */
  record Buckets(int level, long[] keys, long[] counts, double min, double max) {}

  /** Exact sums and the distinct sketch, needed once values are no longer counted apart. */
  record Totals(BigInteger sum, BigInteger squares, DistinctSketch sketch) {}

  private final String name;
  private final int limit;
  private final Tails tails;
  private final Buckets buckets;
  private final long finite;
  private final BigInteger sum;
  private final BigInteger squares;
  private final @Nullable DistinctSketch sketch;

  private NumericProfile(
      String name, int limit, Tails tails, Buckets buckets, @Nullable Totals totals) {
    this.name = name;
    this.limit = limit;
    this.tails = tails;
    this.buckets = buckets;
    long total = 0;
    for (long count : buckets.counts()) {
      total += count;
    }
    this.finite = total;
    if (totals != null) {
      this.sum = totals.sum();
      this.squares = totals.squares();
      this.sketch = totals.sketch();
    } else {
      ExactSum values = ExactSum.ofValues();
      ExactSum powers = ExactSum.ofSquares();
      for (int i = 0; i < buckets.keys().length; i++) {
        double value = Keys.value(buckets.keys()[i]);
        values.add(value, buckets.counts()[i]);
        powers.add(value, buckets.counts()[i]);
      }
      this.sum = values.total();
      this.squares = powers.total();
      this.sketch = null;
    }
  }

  static NumericProfile ofExact(String name, int limit, Tails tails, long[] keys, long[] counts) {
    int n = keys.length;
    double min = n == 0 ? Double.NaN : Keys.value(keys[0]);
    double max = n == 0 ? Double.NaN : Keys.value(keys[n - 1]);
    return new NumericProfile(name, limit, tails, new Buckets(0, keys, counts, min, max), null);
  }

  static NumericProfile ofBuckets(
      String name, int limit, Tails tails, Buckets buckets, Totals totals) {
    return new NumericProfile(name, limit, tails, buckets, totals);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.NUMERIC;
  }

  /** Rows with a number, infinities included. */
  @Override
  public long count() {
    return finite + tails.negativeInfinities() + tails.positiveInfinities();
  }

  @Override
  public long missing() {
    return tails.missing();
  }

  /** Rows with a finite number. */
  public long finite() {
    return finite;
  }

  /** Rows with minus infinity. */
  public long negativeInfinities() {
    return tails.negativeInfinities();
  }

  /** Rows with plus infinity. */
  public long positiveInfinities() {
    return tails.positiveInfinities();
  }

  /** Smallest finite number; {@code NaN} when there is none. */
  public double min() {
    return buckets.min();
  }

  /** Largest finite number; {@code NaN} when there is none. */
  public double max() {
    return buckets.max();
  }

  /** Mean of the finite numbers, correctly rounded; {@code NaN} when there is none. */
  public double mean() {
    if (finite == 0) {
      return Double.NaN;
    }
    return ExactSum.ratio(sum, BigInteger.valueOf(finite), ExactSum.UNIT);
  }

  /** Sample variance (n - 1) of the finite numbers; {@code NaN} under two of them. */
  public double variance() {
    if (finite < 2) {
      return Double.NaN;
    }
    return ExactSum.ratio(spread(), pairs(), 2 * ExactSum.UNIT);
  }

  /** Root of the sample variance, in the column's unit; {@code NaN} under two numbers. */
  public double standardDeviation() {
    if (finite < 2) {
      return Double.NaN;
    }
    return ExactSum.rootOfRatio(spread(), pairs(), 2 * ExactSum.UNIT);
  }

  private BigInteger spread() {
    return squares.multiply(BigInteger.valueOf(finite)).subtract(sum.multiply(sum));
  }

  private BigInteger pairs() {
    return BigInteger.valueOf(finite).multiply(BigInteger.valueOf(finite - 1));
  }

  @Override
  public long distinct() {
    long infinite = Math.min(1, negativeInfinities()) + Math.min(1, positiveInfinities());
    return infinite + (sketch == null ? buckets.keys().length : sketch.estimate());
  }

  @Override
  public boolean exact() {
    return buckets.level() == 0;
  }

  /** Largest share of the finite numbers in one bucket; 0 while exact. */
  public double rankError() {
    if (exact()) {
      return 0;
    }
    long most = 0;
    for (long count : buckets.counts()) {
      most = Math.max(most, count);
    }
    return (double) most / finite;
  }

  /**
   * The quantile of the finite numbers by linear interpolation between order statistics (type 7, as
   * NumPy and R by default). Once not {@link #exact()}, the order statistics are spread evenly over
   * their bucket: the answer then lies in the bucket of the true one. Takes time linear in the
   * buckets.
   *
   * @param share from 0 (smallest) to 1 (largest)
   * @return {@code NaN} when there is no finite number
   */
  public double quantile(double share) {
    Rules.require(share >= 0 && share <= 1, "quantile %s must lie in [0, 1]", share);
    if (finite == 0) {
      return Double.NaN;
    }
    double position = (finite - 1) * share;
    long rank = (long) position;
    double low = atRank(rank);
    double high = atRank(Math.min(rank + 1, finite - 1));
    return interpolate(low, high, position - rank);
  }

  /** NumPy's formula, which is exact at both ends and monotone. */
  public static double interpolate(double low, double high, double weight) {
    double step = high - low;
    if (step == 0) {
      return low;
    }
    return weight < 0.5 ? low + step * weight : high - step * (1 - weight);
  }

  private double atRank(long rank) {
    long below = 0;
    int i = 0;
    while (below + buckets.counts()[i] <= rank) {
      below += buckets.counts()[i];
      i++;
    }
    double low = lower(i);
    if (exact()) {
      return low;
    }
    if (rank == 0) {
      return min();
    }
    if (rank == finite - 1) {
      return max();
    }
    return low + (upper(i) - low) * ((rank - below + 0.5) / buckets.counts()[i]);
  }

  // What follows is for this room.

  int limit() {
    return limit;
  }

  public int level() {
    return buckets.level();
  }

  public int buckets() {
    return buckets.keys().length;
  }

  public long bucketKey(int index) {
    return buckets.keys()[index];
  }

  public long bucketCount(int index) {
    return buckets.counts()[index];
  }

  /** Smallest number that the bucket can hold. */
  double lower(int index) {
    return Math.max(min(), Keys.value(buckets.keys()[index] << level()));
  }

  /** Largest number that the bucket can hold. */
  double upper(int index) {
    return Math.min(max(), Keys.value(((buckets.keys()[index] + 1) << level()) - 1));
  }

  BigInteger sum() {
    return sum;
  }

  BigInteger squares() {
    return squares;
  }

  @Nullable DistinctSketch sketch() {
    return sketch;
  }

  /** Adds this column's sums and distinct values to those of a column that is not exact. */
  void addTo(ExactSum otherSum, ExactSum otherSquares, DistinctSketch otherSketch) {
    otherSum.add(sum);
    otherSquares.add(squares);
    if (sketch != null) {
      otherSketch.merge(sketch);
    } else {
      for (long key : buckets.keys()) {
        otherSketch.add(Keys.hash(key));
      }
    }
  }

  @Override
  public NumericProfile merge(ColumnProfile other) {
    if (!(other instanceof NumericProfile that) || !name.equals(that.name)) {
      throw new IllegalArgumentException(
          "cannot merge %s %s with %s %s: merge profiles of the same columns"
              .formatted(kind(), name, other.kind(), other.name()));
    }
    NumericCounts counts = new NumericCounts(Math.min(limit, that.limit));
    counts.add(this);
    counts.add(that);
    return counts.profile(name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NumericProfile that
        && name.equals(that.name)
        && limit == that.limit
        && tails.equals(that.tails)
        && level() == that.level()
        && Arrays.equals(buckets.keys(), that.buckets.keys())
        && Arrays.equals(buckets.counts(), that.buckets.counts())
        && Double.compare(min(), that.min()) == 0
        && Double.compare(max(), that.max()) == 0
        && sum.equals(that.sum)
        && squares.equals(that.squares)
        && Objects.equals(sketch, that.sketch);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, tails, Arrays.hashCode(buckets.keys()));
  }

  @Override
  public String toString() {
    return "%s: %d numbers, %d missing, mean %s, from %s to %s"
        .formatted(name, count(), missing(), mean(), min(), max());
  }
}
