package org.plumbline.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one pass over a column's text finds: how many values fit each type, and which there are. */
final class ColumnStats {
  /** Longer texts are free text and no category: only their number is kept. */
  private static final int LONGEST_CATEGORY = 200;

  private final Map<String, long[]> counts = new HashMap<>();
  private boolean overflow;
  private boolean repeated;
  private long missing;
  private long values;
  private long numbers;
  private long integers;
  private long leadingZeros;
  private long booleans;
  private long dates;
  private long timestamps;
  private long longest;

  /**
   * What the texts of numbers would have given.
   *
   * @param repeated whether a number occurs twice, or nobody needs to know
   * @param texts the smallest and the largest as text, fewer where there are fewer
   */
  static ColumnStats ofNumbers(
      long missing, long values, long integers, boolean repeated, List<String> texts) {
    ColumnStats stats = new ColumnStats();
    stats.missing = missing;
    stats.values = values;
    stats.numbers = values;
    stats.integers = integers;
    stats.repeated = repeated;
    texts.forEach(text -> stats.counts.put(text, new long[] {1}));
    return stats;
  }

  /** As often as stated; only while no more texts differ than are kept. */
  void add(String text, long times) {
    if (times == 0) {
      return;
    }
    add(text);
    if (Values.isMissing(text)) {
      missing += times - 1;
      return;
    }
    values += times - 1;
    repeated |= times > 1;
    long[] count = counts.get(text.strip());
    if (count != null) {
      count[0] += times - 1;
    }
  }

  void add(String text) {
    if (Values.isMissing(text)) {
      missing++;
      return;
    }
    values++;
    String value = text.strip();
    longest = Math.max(longest, value.length());
    long[] count = counts.get(value);
    if (count != null) {
      count[0]++;
      repeated = true;
      return;
    }
    if (counts.size() >= ColumnQuality.DISTINCT_LIMIT) {
      overflow = true;
      classify(value, 1);
      return;
    }
    counts.put(value, new long[] {1});
  }

  /** Classifies the values kept by count; call once, after the last. */
  void close() {
    counts.forEach((value, count) -> classify(value, count[0]));
  }

  private void classify(String value, long count) {
    double number = Values.numberOrNaN(value);
    if (!Double.isNaN(number)) {
      numbers += count;
      integers += number == Math.rint(number) ? count : 0;
      leadingZeros += hasLeadingZero(value) ? count : 0;
      return;
    }
    if (!Double.isNaN(Values.booleanOrNaN(value))) {
      booleans += count;
    } else if (!Double.isNaN(Times.dateOrNaN(value))) {
      dates += count;
    } else if (!Double.isNaN(Times.timestampOrNaN(value))) {
      timestamps += count;
    }
  }

  private static boolean hasLeadingZero(String value) {
    return value.length() > 1 && value.charAt(0) == '0' && Character.isDigit(value.charAt(1));
  }

  long missing() {
    return missing;
  }

  long values() {
    return values;
  }

  long numbers() {
    return numbers;
  }

  long integers() {
    return integers;
  }

  long leadingZeros() {
    return leadingZeros;
  }

  long booleans() {
    return booleans;
  }

  long dates() {
    return dates;
  }

  long timestamps() {
    return timestamps;
  }

  /** Different values, exact up to {@link ColumnQuality#DISTINCT_LIMIT}. */
  int distinct() {
    return counts.size();
  }

  boolean hasOverflow() {
    return overflow;
  }

  boolean isFreeText() {
    return longest > LONGEST_CATEGORY;
  }

  /** Whether no value was seen twice; beyond the limit new values are taken for different ones. */
  boolean isUnique() {
    return missing == 0 && !repeated;
  }

  List<String> sortedValues() {
    return counts.keySet().stream().sorted().toList();
  }

  long count(String value) {
    long[] count = counts.get(value);
    return count == null ? 0 : count[0];
  }

  /** The most frequent values, most first; ties by value. */
  List<ColumnQuality.ValueCount> top(int limit) {
    List<ColumnQuality.ValueCount> all = new ArrayList<>(counts.size());
    counts.forEach((value, count) -> all.add(new ColumnQuality.ValueCount(value, count[0])));
    all.sort(
        Comparator.comparingLong(ColumnQuality.ValueCount::count)
            .reversed()
            .thenComparing(ColumnQuality.ValueCount::value));
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }
}
