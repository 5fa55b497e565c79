package org.plumbline.deployment.batch;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of the source after the contract was applied.
 *
 * @param read rows of the source that it covers
 * @param lines where the good rows stand in the source
 * @param ids null where a row has none
 * @param times as {@link org.plumbline.data.ParsedRow#time}
 * @param groups as {@link org.plumbline.data.ParsedRow#groups} of each row; empty when nobody asks
 * @param rejects what is noted of the others, a line of text each, by where they stand
 * @param noting what is to be noted of a good row that is refused after all
 */
record Parsed(
    int read,
    long[] lines,
    double[][] slots,
    @Nullable String[] ids,
    double[] times,
    List<Map<String, String>> groups,
    SortedMap<Long, String> rejects,
    Noting noting) {
  Parsed {
    groups = List.copyOf(groups);
    rejects = Collections.unmodifiableSortedMap(rejects);
  }

  /** Writes down why a good row is refused. */
  @FunctionalInterface
  interface Noting {
    String note(int row, String reason);
  }

  /** What a row tells of its group. */
  Map<String, String> told(int row) {
    return groups.isEmpty() ? Map.of() : groups.get(row);
  }

  int rejected() {
    return read - lines.length;
  }

  /** The same without rows that somebody refuses. */
  Parsed without(@Nullable String[] reasons) {
    int[] kept = IntStream.range(0, lines.length).filter(r -> reasons[r] == null).toArray();
    if (kept.length == lines.length) {
      return this;
    }
    var all = new TreeMap<>(rejects);
    for (int r = 0; r < reasons.length; r++) {
      String reason = reasons[r];
      if (reason != null) {
        all.put(lines[r], noting.note(r, reason));
      }
    }
    return new Parsed(
        read,
        Arrays.stream(kept).mapToLong(r -> lines[r]).toArray(),
        Arrays.stream(kept).mapToObj(r -> slots[r]).toArray(double[][]::new),
        Arrays.stream(kept).mapToObj(r -> ids[r]).toArray(String[]::new),
        Arrays.stream(kept).mapToDouble(r -> times[r]).toArray(),
        groups.isEmpty() ? groups : Arrays.stream(kept).mapToObj(groups::get).toList(),
        all,
        (r, reason) -> noting.note(kept[r], reason));
  }
}
