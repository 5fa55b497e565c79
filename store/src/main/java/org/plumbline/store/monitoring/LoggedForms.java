package org.plumbline.store.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.plumbline.monitoring.LoggedPrediction;

/**
 * How rows are kept: a run of plain answers of one request as a block, all others one by one.
 *
 * @param rows those that are kept one by one
 * @param blocks runs that are kept as one row each
 */
record LoggedForms(List<LoggedPrediction> rows, List<List<LoggedPrediction>> blocks) {
  /** A block costs as much as some ten rows, and a search in it reads all of it. */
  static final int SHORTEST_BLOCK = 64;

  private static final int LONGEST_BLOCK = 4_096;

  static LoggedForms of(List<LoggedPrediction> all) {
    if (all.size() < SHORTEST_BLOCK) {
      return new LoggedForms(all, List.of());
    }
    List<LoggedPrediction> rows = new ArrayList<>();
    List<List<LoggedPrediction>> blocks = new ArrayList<>();
    for (int from = 0; from < all.size(); ) {
      int until = endOfRun(all, from);
      List<LoggedPrediction> run = all.subList(from, until);
      if (run.size() >= SHORTEST_BLOCK) {
        blocks.add(run);
      } else {
        rows.addAll(run);
      }
      from = until;
    }
    return new LoggedForms(rows, blocks);
  }

  private static int endOfRun(List<LoggedPrediction> all, int from) {
    LoggedPrediction first = all.get(from);
    int until = from + 1;
    if (!isPlain(first)) {
      return until;
    }
    int most = Math.min(all.size(), from + LONGEST_BLOCK);
    while (until < most && follows(first, all.get(until - 1), all.get(until))) {
      until++;
    }
    return until;
  }

  private static boolean isPlain(LoggedPrediction row) {
    return row.reasons().isEmpty()
        && row.unknownCategories().isEmpty()
        && row.safeguard() == null
        && Double.isNaN(row.threshold());
  }

  private static boolean follows(
      LoggedPrediction first, LoggedPrediction before, LoggedPrediction row) {
    return row.id().getMostSignificantBits() == first.id().getMostSignificantBits()
        && Long.compareUnsigned(
                before.id().getLeastSignificantBits(), row.id().getLeastSignificantBits())
            < 0
        && row.predictedAt().equals(first.predictedAt())
        && row.version().equals(first.version())
        && Objects.equals(row.stage(), first.stage())
        && row.slots().length == first.slots().length
        && isPlain(row);
  }
}
