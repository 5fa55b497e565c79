package org.plumbline.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.ReadingLine;

/** What monitors have measured last, as lines for people. */
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

  private static String text(@Nullable Double value, String none) {
    return value == null ? none : String.format(Locale.ROOT, "%.4g", value);
  }
}
