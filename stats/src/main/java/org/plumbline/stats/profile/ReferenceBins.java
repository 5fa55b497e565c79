package org.plumbline.stats.profile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.math.Rules;

/*
 * Some 500 bins of equal share of the reference, give or take half of one of its buckets: distances
 * of the distribution functions are then known to within 0.003, and deciles are sums of bins. Borders are ends of the reference's buckets,
 * so that its counts are exact even where it is bucketed. A value, or bucket, that holds the share of
 * a whole bin gets a bin of its own, cut off on both sides: a move off the zero of a zero-inflated
 * column cannot hide in a neighbour's bin.
 */
/**
 * Counts of a numeric column in bins laid out for its reference, beside the reference's own counts:
 * exact whatever the profile had to coarsen, so that drift follows from these counts alone. A bin
 * holds the numbers above the last bin's upper end, up to and with its own; the first and last are
 * open, infinities included. Immutable.
 */
public final class ReferenceBins {
  static final int MOST_EDGES = 4_096;
  private static final int SHARES = 500;
  private static final long LEAST = Keys.of(Double.NEGATIVE_INFINITY) + 1;
  private static final long MOST = Keys.of(Double.MAX_VALUE);

  private final long[] edges;
  private final long[] reference;
  private final long[] counts;

  /** Borrows the arrays. */
  ReferenceBins(long[] edges, long[] reference, long[] counts) {
    this.edges = edges;
    this.reference = reference;
    this.counts = counts;
  }

  /** The bins for a reference; nothing is counted in them yet. */
  public static ReferenceBins of(NumericProfile reference) {
    long quota = Math.max(1, Math.ceilDiv(reference.finite(), SHARES));
    long[] edges = new long[4 * SHARES + 2];
    int size = 0;
    long inBin = 0;
    int last = reference.buckets() - 1;
    for (int i = 0; i <= last; i++) {
      long times = reference.bucketCount(i);
      boolean alone = times >= quota;
      long first = reference.bucketKey(i) << reference.level();
      if (alone && first > LEAST && (size == 0 || edges[size - 1] < edge(first - 1))) {
        edges[size++] = edge(first - 1);
        inBin = 0;
      }
      inBin += times;
      if (alone || (i < last && inBin + reference.bucketCount(i + 1) / 2 >= quota)) {
        edges[size++] = edge(((reference.bucketKey(i) + 1) << reference.level()) - 1);
        inBin = 0;
      }
    }
    long[] borders = Arrays.copyOf(edges, size);
    Counting counting = new Counting(borders, new long[size + 1]);
    for (int i = 0; i <= last; i++) {
      counting.add(reference.bucketKey(i) << reference.level(), reference.bucketCount(i));
    }
    counting.addBelow(reference.negativeInfinities());
    counting.addAbove(reference.positiveInfinities());
    return new ReferenceBins(borders, counting.counts, new long[size + 1]);
  }

  /** The key of the nearest number at or below; minus zero, which no key stands for, is skipped. */
  private static long edge(long key) {
    return key == -1 ? -2 : Math.clamp(key, LEAST, MOST);
  }

  /** How many bins; at least one. */
  public int size() {
    return counts.length;
  }

  /** The largest number of the bin; plus infinity for the last. */
  public double upperEnd(int bin) {
    return bin == edges.length ? Double.POSITIVE_INFINITY : Keys.value(edges[bin]);
  }

  /** Rows of the reference in the bin. */
  public long referenceCount(int bin) {
    return reference[bin];
  }

  /** Rows of this profile in the bin. */
  public long count(int bin) {
    return counts[bin];
  }

  /** Whether the other's bins are for the same reference, so that counts add up. */
  public boolean isFor(ReferenceBins other) {
    return Arrays.equals(edges, other.edges) && Arrays.equals(reference, other.reference);
  }

  long edgeKey(int index) {
    return edges[index];
  }

  Counting counting() {
    return new Counting(edges, counts.clone());
  }

  ReferenceBins with(Counting counting) {
    return new ReferenceBins(edges, reference, counting.counts.clone());
  }

  ReferenceBins empty() {
    return new ReferenceBins(edges, reference, new long[counts.length]);
  }

  /** Mutable counts, for one thread. */
  static final class Counting {
    private final long[] edges;
    private final long[] counts;
    private final int widest;

    private Counting(long[] edges, long[] counts) {
      this.edges = edges;
      this.counts = counts;
      this.widest = Integer.highestOneBit(edges.length);
    }

    void add(long key, long times) {
      // The number of edges below the key; steps by halves, without a branch on the outcome.
      int below = 0;
      for (int step = widest; step > 0; step >>= 1) {
        int next = below + step;
        below = next <= edges.length && edges[next - 1] < key ? next : below;
      }
      counts[below] += times;
    }

    void addBelow(long times) {
      counts[0] += times;
    }

    void addAbove(long times) {
      counts[edges.length] += times;
    }

    void add(ReferenceBins other) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += other.counts[i];
      }
    }

    long retainedBytes() {
      return Retained.longs(edges.length) + 2 * Retained.longs(counts.length);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReferenceBins that && isFor(that) && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(edges) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "%d bins holding %d rows".formatted(size(), Arrays.stream(counts).sum());
  }

  /** Reads stored bins, refusing what no data can produce. */
  static ReferenceBins stored(
      String name, long[] edges, long[] reference, long[] counts, long rows) {
    Rules.require(
        edges.length <= MOST_EDGES
            && reference.length == edges.length + 1
            && counts.length == edges.length + 1,
        "column %s has %d edges of bins, %d counts of the reference and %d of its own",
        name,
        edges.length,
        reference.length,
        counts.length);
    for (int i = 0; i < edges.length; i++) {
      Rules.require(
          (i == 0 || edges[i] > edges[i - 1]) && edge(edges[i]) == edges[i],
          "edge %d of the bins of column %s is no number above the last",
          i,
          name);
    }
    requireSum(name, reference, Arrays.stream(reference).sum());
    requireSum(name, counts, rows);
    return new ReferenceBins(edges, reference, counts);
  }

  private static void requireSum(String name, long[] counts, long rows) {
    long sum = 0;
    for (long count : counts) {
      Rules.require(
          count >= 0 && count <= Long.MAX_VALUE - sum, "column %s has a bin of %d", name, count);
      sum += count;
    }
    Rules.require(sum == rows, "the bins of column %s hold %d rows of %d", name, sum, rows);
  }
}
