package org.plumbline.stats.drift;

import java.util.function.DoubleUnaryOperator;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.profile.NumericProfile;

/*
 * Two numeric profiles brought to one level, the coarser of both, and merged into one ascending
 * list of buckets with both counts: every statistic of two samples is then one walk. Infinities
 * become the first and the last bucket.
 */
/** Both sides' counts in common buckets, ascending. */
final class AlignedCounts {
  final int level;
  final long[] keys;
  final double[] reference;
  final double[] current;
  final int size;

  /** The buckets of finite numbers are {@code [firstFinite, endFinite)}. */
  final int firstFinite;

  final int endFinite;
  private final double min;
  private final double max;

  AlignedCounts(NumericProfile left, NumericProfile right) {
    level = Math.max(left.level(), right.level());
    int capacity = left.buckets() + right.buckets() + 2;
    keys = new long[capacity];
    reference = new double[capacity];
    current = new double[capacity];
    min = Math.min(orElse(left.min(), right.min()), orElse(right.min(), left.min()));
    max = Math.max(orElse(left.max(), right.max()), orElse(right.max(), left.max()));
    int n = 0;
    if (left.negativeInfinities() + right.negativeInfinities() > 0) {
      reference[n] = left.negativeInfinities();
      current[n] = right.negativeInfinities();
      keys[n++] = Keys.of(Double.NEGATIVE_INFINITY) >> level;
    }
    firstFinite = n;
    int i = 0;
    int j = 0;
    while (i < left.buckets() || j < right.buckets()) {
      long key = Math.min(key(left, i), key(right, j));
      double r = 0;
      double c = 0;
      for (; i < left.buckets() && key(left, i) == key; i++) {
        r += left.bucketCount(i);
      }
      for (; j < right.buckets() && key(right, j) == key; j++) {
        c += right.bucketCount(j);
      }
      keys[n] = key;
      reference[n] = r;
      current[n++] = c;
    }
    endFinite = n;
    if (left.positiveInfinities() + right.positiveInfinities() > 0) {
      reference[n] = left.positiveInfinities();
      current[n] = right.positiveInfinities();
      keys[n++] = Keys.of(Double.POSITIVE_INFINITY) >> level;
    }
    size = n;
  }

  private static double orElse(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }

  private long key(NumericProfile profile, int index) {
    return index < profile.buckets()
        ? profile.bucketKey(index) >> (level - profile.level())
        : Long.MAX_VALUE;
  }

  /** The middle of a bucket's numbers; the number itself at level 0. */
  double middle(int index) {
    double low = Math.max(min, Keys.value(keys[index] << level));
    double high = Math.min(max, Keys.value(((keys[index] + 1) << level) - 1));
    return low + (high - low) / 2;
  }

  /** Kolmogorov–Smirnov distance at the ends of buckets, and how much more it may be within one. */
  double[] ks(long n, long m) {
    double distance = 0;
    double most = 0;
    double below = 0;
    double belowCurrent = 0;
    for (int i = 0; i < size; i++) {
      double up = below + reference[i];
      double upCurrent = belowCurrent + current[i];
      distance = Math.max(distance, Math.abs(up / n - upCurrent / m));
      if (level > 0) {
        most = Math.max(most, Math.abs(up / n - belowCurrent / m));
        most = Math.max(most, Math.abs(below / n - upCurrent / m));
      }
      below = up;
      belowCurrent = upCurrent;
    }
    return new double[] {distance, Math.max(0, most - distance)};
  }

  /** Mean distance between the distributions of the finite numbers, buckets at their middle. */
  double wasserstein(long finite, long finiteCurrent) {
    return integral(finite, finiteCurrent, Math::abs);
  }

  /** Root of twice the integral of the squared distance, as {@link TwoSample#energyDistance}. */
  double energyDistance(long finite, long finiteCurrent) {
    return Math.sqrt(2 * integral(finite, finiteCurrent, gap -> gap * gap));
  }

  private double integral(long finite, long finiteCurrent, DoubleUnaryOperator ofGap) {
    double sum = 0;
    double below = 0;
    double belowCurrent = 0;
    double before = Double.NaN;
    for (int i = firstFinite; i < endFinite; i++) {
      double value = middle(i);
      if (!Double.isNaN(before)) {
        double gap = below / finite - belowCurrent / finiteCurrent;
        sum += ofGap.applyAsDouble(gap) * (value - before);
      }
      below += reference[i];
      belowCurrent += current[i];
      before = value;
    }
    return sum;
  }
}
