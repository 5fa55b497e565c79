package org.plumbline.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.plumbline.registry.VersionComparison;
import org.plumbline.stats.Interval;

/** Versions of a model beside each other, as rows of text. */
final class ComparisonTable {
  private ComparisonTable() {}

  static List<List<String>> rows(VersionComparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    var head = new ArrayList<String>(List.of("WHAT"));
    comparison.versions().forEach(version -> head.add("v" + version));
    rows.add(head);
    comparison.metrics().forEach(row -> rows.add(cells(row, ComparisonTable::interval)));
    comparison.parameters().forEach(row -> rows.add(cells(row, text -> text)));
    comparison
        .contract()
        .forEach(row -> rows.add(cells(row, column -> column.type() + " " + column.role())));
    comparison.features().forEach(row -> rows.add(cells(row, value -> "%.4f".formatted(value))));
    rows.addAll(curves(comparison));
    return rows;
  }

  /** The curves at some of their points; all points stand in the answer of --json. */
  private static List<List<String>> curves(VersionComparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    for (double share : new double[] {0.05, 0.1, 0.2, 0.5}) {
      var row =
          new ArrayList<String>(List.of("positives in the top %.0f %%".formatted(100 * share)));
      for (VersionComparison.Curves curve : comparison.curves()) {
        row.add(
            curve.gain().stream()
                .filter(point -> Math.abs(point.share() - share) < 1e-9)
                .map(point -> "%.4f".formatted(point.captured()))
                .findFirst()
                .orElse("-"));
      }
      if (row.stream().skip(1).anyMatch(cell -> !cell.equals("-"))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String interval(Interval interval) {
    return "%.4f [%.4f, %.4f]".formatted(interval.value(), interval.low(), interval.high());
  }

  private static <T> List<String> cells(VersionComparison.Row<T> row, Function<T, String> write) {
    var cells = new ArrayList<String>(List.of(row.name()));
    row.values().forEach(value -> cells.add(value == null ? "-" : write.apply(value)));
    return cells;
  }
}
