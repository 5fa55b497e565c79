package org.plumbline.stats.profile;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
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
  private final @Nullable ReferenceBins bins;

  private NumericProfile(NumericProfile other, @Nullable ReferenceBins bins) {
    this.name = other.name;
    this.limit = other.limit;
    this.tails = other.tails;
    this.buckets = other.buckets;
    this.finite = other.finite;
    this.sum = other.sum;
    this.squares = other.squares;
    this.sketch = other.sketch;
    this.bins = bins;
  }

  private NumericProfile(
      String name, int limit, Tails tails, Buckets buckets, @Nullable Totals totals) {
    this.name = name;
    this.limit = limit;
    this.tails = tails;
    this.buckets = buckets;
    this.bins = null;
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

  /** This profile with its rows counted in bins of a reference, or without. */
  NumericProfile with(@Nullable ReferenceBins binned) {
    return new NumericProfile(this, binned);
  }

  /**
   * The rows in the bins of the reference that this profile was made beside; absent when it was
   * made alone, or merged with a profile that was made alone or beside another reference.
   */
  public Optional<ReferenceBins> referenceBins() {
    return Optional.ofNullable(bins);
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
    return quantiles(share)[0];
  }

  /**
   * Several {@linkplain #quantile quantiles} in one walk over the buckets.
   *
   * @param shares from 0 to 1, in any order
   * @return as many, in the order of the shares
   */
  public double[] quantiles(double... shares) {
    double[] answers = new double[shares.length];
    long[] ranks = new long[2 * shares.length];
    for (int i = 0; i < shares.length; i++) {
      Rules.require(shares[i] >= 0 && shares[i] <= 1, "quantile %s must lie in [0, 1]", shares[i]);
      ranks[2 * i] = rank(shares[i]);
      ranks[2 * i + 1] = Math.min(ranks[2 * i] + 1, finite - 1);
    }
    if (finite == 0) {
      Arrays.fill(answers, Double.NaN);
      return answers;
    }
    Arrays.sort(ranks);
    double[] ordered = atRanks(ranks);
    for (int i = 0; i < shares.length; i++) {
      long rank = rank(shares[i]);
      double low = ordered[Arrays.binarySearch(ranks, rank)];
      double high = ordered[Arrays.binarySearch(ranks, Math.min(rank + 1, finite - 1))];
      answers[i] = interpolate(low, high, (finite - 1) * shares[i] - rank);
    }
    return answers;
  }

  private long rank(double share) {
    return (long) ((finite - 1) * share);
  }

  /** NumPy's formula, which is exact at both ends and monotone. */
  public static double interpolate(double low, double high, double weight) {
    double step = high - low;
    if (step == 0) {
      return low;
    }
    if (Double.isInfinite(step)) {
      return low * (1 - weight) + high * weight;
    }
    return weight < 0.5 ? low + step * weight : high - step * (1 - weight);
  }

  /** The order statistics of ascending ranks. */
  private double[] atRanks(long[] ranks) {
    double[] values = new double[ranks.length];
    long below = 0;
    int bucket = 0;
    for (int i = 0; i < ranks.length; i++) {
      while (below + buckets.counts()[bucket] <= ranks[i]) {
        below += buckets.counts()[bucket];
        bucket++;
      }
      values[i] = atRank(ranks[i], bucket, below);
    }
    return values;
  }

  private double atRank(long rank, int bucket, long below) {
    double low = lower(bucket);
    if (exact()) {
      return low;
    }
    if (rank == 0) {
      return min();
    }
    if (rank == finite - 1) {
      return max();
    }
    double share = (rank - below + 0.5) / buckets.counts()[bucket];
    double step = upper(bucket) - low;
    return Double.isInfinite(step) ? interpolate(low, upper(bucket), share) : low + step * share;
  }

  /**
   * How many numbers lie below {@code low} or above {@code high}; those that share a bucket with a
   * number in between are not counted.
   */
  public long outside(double low, double high) {
    long outside = 0;
    for (int i = 0; i < buckets(); i++) {
      outside += upper(i) < low || lower(i) > high ? bucketCount(i) : 0;
    }
    return outside;
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
    ReferenceBins common =
        bins != null && that.bins != null && bins.isFor(that.bins) ? bins.empty() : null;
    NumericCounts counts = new NumericCounts(Math.min(limit, that.limit), common);
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
        && Objects.equals(sketch, that.sketch)
        && Objects.equals(bins, that.bins);
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
