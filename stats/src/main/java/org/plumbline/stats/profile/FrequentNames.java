package org.plumbline.stats.profile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.stats.math.Rules;

/*
 * Misra–Gries [1982] in the form that merges (Agarwal et al., "Mergeable Summaries", 2013, theorem
 * 2): counters add up by name, and where more than `capacity` k remain, the (k+1)-th largest count
 * is taken off all of them. Each time at least k+1 counters lose that much, so after n rows of which
 * the counters still hold s, what any category lost is at most (n - s) / (k + 1): the bound is the
 * same whatever the split. What was lost is kept as a number, usually far under the bound.
 *
 * While building, up to twice as many counters wait, so that a reduction, which sorts, comes once in
 * k names. Adding is commutative and a reduction depends on the counts alone, hence a merge of two is
 * commutative bit for bit; three differ by their order, each within its own stated error.
 */
/**
 * Counters of the most frequent names: any name is in between {@code counts} (or 0) and {@code
 * error} rows more. Immutable.
 *
 * @param error rows that any count may be short of
 */
record FrequentNames(long error, Map<String, Long> counts) {
  private static final int MOST = 1_024;

  FrequentNames {
    counts = Map.copyOf(counts);
    Rules.require(error >= 0, "frequent categories have an error of %d", error);
  }

  /** Counters kept for a column that names so many categories. */
  static int capacity(int categoryLimit) {
    return Math.min(categoryLimit, MOST);
  }

  /**
   * What a sample of names with exact counts says, for files that hold no counters.
   *
   * @param unnamed the most that any name outside of the sample can count
   */
  static FrequentNames ofSample(Map<String, Long> exact, long unnamed, int capacity) {
    long cut = cut(exact.values().stream().mapToLong(Long::longValue).toArray(), capacity);
    Map<String, Long> kept = new HashMap<>(exact);
    kept.values().removeIf(count -> count <= cut);
    return new FrequentNames(Math.max(unnamed, cut), kept);
  }

  /** The counters of both together; both are added up before anything is taken off. */
  static FrequentNames both(FrequentNames left, FrequentNames right, int capacity) {
    Map<String, Long> counts = new HashMap<>(left.counts());
    right.counts().forEach((name, times) -> counts.merge(name, times, Long::sum));
    Counting together = new Counting(capacity);
    together.addAll(new FrequentNames(left.error() + right.error(), counts));
    return together.result();
  }

  /** Most frequent first, ties by name. */
  List<Map.Entry<String, Long>> ordered() {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /** The count that falls first when all are lowered until so many are left; 0 when they fit. */
  private static long cut(long[] counts, int capacity) {
    if (counts.length <= capacity) {
      return 0;
    }
    Arrays.sort(counts);
    return counts[counts.length - 1 - capacity];
  }

  /** Mutable counters, for one thread. */
  static final class Counting {
    private static final class Tally {
      private long count;
    }

    private final int capacity;
    private final Map<String, Tally> tallies = new HashMap<>();
    private long error;

    Counting(int capacity) {
      this.capacity = capacity;
    }

    void add(String name, long times) {
      tallies.computeIfAbsent(name, _ -> new Tally()).count += times;
      if (tallies.size() > 2 * capacity) {
        reduce();
      }
    }

    /** Adds all counters at once: names that both sides hold meet before anything is taken off. */
    void addAll(FrequentNames other) {
      error += other.error();
      other
          .counts()
          .forEach((name, times) -> tallies.computeIfAbsent(name, _ -> new Tally()).count += times);
      if (tallies.size() > 2 * capacity) {
        reduce();
      }
    }

    private void reduce() {
      long cut = cut(tallies.values().stream().mapToLong(tally -> tally.count).toArray(), capacity);
      error += cut;
      tallies.values().forEach(tally -> tally.count -= cut);
      tallies.values().removeIf(tally -> tally.count <= 0);
    }

    FrequentNames result() {
      long cut = cut(tallies.values().stream().mapToLong(tally -> tally.count).toArray(), capacity);
      Map<String, Long> counts = HashMap.newHashMap(capacity);
      tallies.forEach(
          (name, tally) -> {
            if (tally.count > cut) {
              counts.put(name, tally.count - cut);
            }
          });
      return new FrequentNames(error + cut, counts);
    }

    long retainedBytes() {
      long bytes = 0;
      for (String name : tallies.keySet()) {
        bytes += Retained.entry(name);
      }
      return bytes;
    }
  }
}
