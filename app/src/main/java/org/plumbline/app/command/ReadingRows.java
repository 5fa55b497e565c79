package org.plumbline.app.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.ReadingLine;

/** What monitors have measured, as lines for people. */
final class ReadingRows {
  private ReadingRows() {}

  static List<List<String>> of(List<ReadingLine> readings) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("MEASURE", "OF", "VALUE", "LIMIT", "UNIT", "ANSWERS", "WINDOW UNTIL", "NOTE"));
    for (ReadingLine one : readings) {
      ReadingLine.Point last = one.points().getLast();
      rows.add(
          List.of(
              one.measure(),
              one.subject() == null ? "-" : one.subject(),
              text(last.value(), "unknown"),
              text(last.limit(), "-"),
              one.unit(),
              Long.toString(last.answers()),
              last.windowEnd().toString(),
              last.note()));
    }
    return rows;
  }

  /** Every window, with the alerts that were open at its end. */
  static List<List<String>> course(List<ReadingLine> readings) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("WINDOW UNTIL", "OF", "VALUE", "LIMIT", "UNIT", "ANSWERS", "ALERTS", "NOTE"));
    for (ReadingLine one : readings) {
      for (ReadingLine.Point point : one.points()) {
        rows.add(
            List.of(
                point.windowEnd().toString(),
                one.subject() == null ? "-" : one.subject(),
                text(point.value(), "unknown"),
                text(point.limit(), "-"),
                one.unit(),
                Long.toString(point.answers()),
                alerts(one, point.windowEnd()),
                point.note()));
      }
    }
    return rows;
  }

  private static String alerts(ReadingLine line, Instant at) {
    String open =
        line.alerts().stream()
            .filter(mark -> mark.isOpenAt(at))
            .map(ReadingLine.Mark::severity)
            .collect(Collectors.joining(", "));
    return open.isEmpty() ? "-" : open;
  }

  private static String text(@Nullable Double value, String none) {
    return value == null ? none : String.format(Locale.ROOT, "%.4g", value);
  }
}
