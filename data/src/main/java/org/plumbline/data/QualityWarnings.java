package org.plumbline.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says in plain sentences what a person should know about a source before trusting a model of it.
 */
final class QualityWarnings {
  private static final double MANY_MISSING = 0.5;
  private static final double MIXED_FROM = 0.05;
  private static final double SECONDS_PER_DAY = 86_400;
  private static final Pattern SLASHED = Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{2,4}.*");

  private final List<String> sentences = new ArrayList<>();

  void quarantined(long rows, long read, Map<String, Long> reasons) {
    if (rows > 0) {
      List<String> parts = new ArrayList<>();
      reasons.forEach((reason, count) -> parts.add(reason + ": " + count));
      sentences.add(
          "%d of %d rows are quarantined (%s)".formatted(rows, read, String.join(", ", parts)));
    }
  }

  void repeated(long rows) {
    if (rows > 0) {
      sentences.add(
          rows + " rows repeat an earlier row in every column but the id; they flatter a test set");
    }
  }

  /**
   * @param written when the file was written: a later date in it lies in the future
   */
  void column(ColumnContract column, ColumnStats stats, NumericRange range, Instant written) {
    String name = column.name();
    if (column.role() == Role.IGNORED) {
      sentences.add("'" + name + "': " + column.description());
    }
    double all = Math.max(1, stats.values() + stats.missing());
    if (stats.values() > 0 && stats.missing() / all > MANY_MISSING) {
      sentences.add(
          "'%s': %.0f %% of the values are missing".formatted(name, 100 * stats.missing() / all));
    }
    double numbers = (double) stats.numbers() / Math.max(1, stats.values());
    boolean text = column.type() == ColumnType.CATEGORY || column.type() == ColumnType.TEXT;
    if (text && stats.leadingZeros() == 0 && numbers >= MIXED_FROM && numbers < 1) {
      sentences.add(
          "'%s': numbers and text are mixed (%.1f %% numbers)".formatted(name, 100 * numbers));
    }
    if (text && stats.values() > 0 && SLASHED.matcher(stats.top(1).getFirst().value()).matches()) {
      sentences.add(
          "'%s': dates such as '%s' can be read in two ways and are not guessed; write 2026-01-31"
              .formatted(name, stats.top(1).getFirst().value()));
    }
    if (range.count() > 0 && isFuture(column.type(), range.max(), written)) {
      sentences.add(
          "'%s': dates up to %s lie after the file was written"
              .formatted(name, Column.text(column.type(), List.of(), range.max())));
    }
  }

  private static boolean isFuture(ColumnType type, double slot, Instant written) {
    double now = written.getEpochSecond();
    return switch (type) {
      case DATE -> slot > now / SECONDS_PER_DAY + 1;
      case TIMESTAMP -> slot > now + SECONDS_PER_DAY;
      case NUMBER, INTEGER, BOOLEAN, CATEGORY, TEXT, IDENTIFIER -> false;
    };
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
