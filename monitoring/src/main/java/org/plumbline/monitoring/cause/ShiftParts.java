package org.plumbline.monitoring.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.monitoring.cause.Explained.Row;
import org.plumbline.monitoring.cause.ScoreShift.Feature;
import org.plumbline.monitoring.cause.ScoreShift.Part;
import org.plumbline.monitoring.cause.ScoreShift.Segment;

/*
 * Contributions add up to the margin less a constant [Lundberg and Lee 2017], so the changes of
 * their means add up to the change of the mean margin: no remainder is left to guess about. A column
 * parts the same change by its values as Oaxaca and Blinder part a gap between groups [1973]:
 *
 *   m1 - m0 = sum over s of (w1s - w0s) (m0s - m0)  +  w1s (m1s - m0s)
 *
 * that is more or fewer of them (mix), and the same ones scored otherwise (within). A value that the
 * reference did not have counts wholly as within, since nothing says how it was scored before.
 */
/** Takes the difference of two samples of explained answers apart: pure. */
final class ShiftParts {
  /** Beyond this many values a column parts people, not segments. */
  private static final int MOST_VALUES = 50;

  private static final int SHOWN = 30;
  private static final double NORMAL_95 = 1.959963984540054;

  private final List<ColumnContract> columns;
  private final List<Row> before;
  private final List<Row> after;

  ShiftParts(List<ColumnContract> columns, List<Row> before, List<Row> after) {
    this.columns = columns;
    this.before = before;
    this.after = after;
  }

  static double mean(List<Row> rows, ToDoubleFunction<Row> value) {
    return rows.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  /** The change of the mean margin. */
  Part shift() {
    return part(Row::margin);
  }

  /** The change of each feature's mean contribution, the largest first. */
  List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int place = i;
      features.add(new Feature(columns.get(i).name(), part(row -> row.contributions()[place])));
    }
    features.sort(Comparator.comparingDouble((Feature one) -> -Math.abs(one.shift().value())));
    return features;
  }

  private Part part(ToDoubleFunction<Row> value) {
    double first = mean(before, value);
    double second = mean(after, value);
    double error =
        NORMAL_95
            * Math.sqrt(
                variance(before, value, first) / before.size()
                    + variance(after, value, second) / after.size());
    double change = second - first;
    boolean known = Double.isFinite(error);
    return new Part(change, known ? change - error : null, known ? change + error : null);
  }

  private static double variance(List<Row> rows, ToDoubleFunction<Row> value, double mean) {
    double squares = 0;
    for (Row row : rows) {
      double deviation = value.applyAsDouble(row) - mean;
      squares += deviation * deviation;
    }
    return squares / (rows.size() - 1);
  }

  /** The parts of all columns with few values, the largest first. */
  List<Segment> segments() {
    double overall = mean(before, Row::margin);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (isParting(columns.get(i))) {
        segments.addAll(segments(i, overall));
      }
    }
    segments.sort(Comparator.comparingDouble((Segment one) -> -Math.abs(one.total())));
    return segments.stream().limit(SHOWN).toList();
  }

  private static boolean isParting(ColumnContract column) {
    return column.type() == ColumnType.BOOLEAN
        || (column.type() == ColumnType.CATEGORY && column.categories().size() <= MOST_VALUES);
  }

  private List<Segment> segments(int column, double overall) {
    Map<String, List<Row>> first = bySegment(before, column);
    Map<String, List<Row>> second = bySegment(after, column);
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    return names.stream()
        .map(
            name ->
                segment(
                    column,
                    name,
                    first.getOrDefault(name, List.of()),
                    second.getOrDefault(name, List.of()),
                    overall))
        .toList();
  }

  private Segment segment(
      int column, String name, List<Row> first, List<Row> second, double overall) {
    double shareBefore = (double) first.size() / before.size();
    double shareAfter = (double) second.size() / after.size();
    double marginBefore = first.isEmpty() ? overall : mean(first, Row::margin);
    double marginAfter = second.isEmpty() ? marginBefore : mean(second, Row::margin);
    return new Segment(
        columns.get(column).name(),
        name,
        shareBefore,
        shareAfter,
        (shareAfter - shareBefore) * (marginBefore - overall),
        shareAfter * (marginAfter - marginBefore),
        first.isEmpty() || second.isEmpty() ? null : driver(first, second));
  }

  /** The feature whose mean contribution moved most among the rows of a segment. */
  private @Nullable String driver(List<Row> first, List<Row> second) {
    String driver = null;
    double most = 0;
    for (int i = 0; i < columns.size(); i++) {
      int place = i;
      double moved =
          Math.abs(
              mean(second, row -> row.contributions()[place])
                  - mean(first, row -> row.contributions()[place]));
      if (moved > most) {
        most = moved;
        driver = columns.get(i).name();
      }
    }
    return driver;
  }

  private Map<String, List<Row>> bySegment(List<Row> rows, int column) {
    Map<String, List<Row>> segments = new TreeMap<>();
    for (Row row : rows) {
      segments
          .computeIfAbsent(name(columns.get(column), row.slots()[column]), _ -> new ArrayList<>())
          .add(row);
    }
    return segments;
  }

  private static String name(ColumnContract column, double slot) {
    if (Double.isNaN(slot)) {
      return "missing";
    }
    if (slot < 0) {
      return "unknown";
    }
    int place = (int) slot;
    return place < column.categories().size()
        ? column.categories().get(place)
        : slot == 0 ? "false" : "true";
  }
}
