package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;
import org.plumbline.training.Mitigated;
import org.plumbline.training.Scorecard;

/** What a mitigation did and what it cost, for people. */
final class MitigationView {
  private MitigationView() {}

  static void print(PrintWriter out, Scorecard scorecard) {
    Mitigated done = scorecard.mitigation();
    if (done == null) {
      return;
    }
    out.println("Groups by " + String.join(" × ", done.attributes()) + ", without and with:");
    var table = new ArrayList<List<String>>();
    table.add(List.of("", "without", "with", "difference"));
    table.add(spread("positive answers", done.before().disparity(), done.after().disparity()));
    table.add(plain("found positives", done.before().opportunity(), done.after().opportunity()));
    table.add(plain("wrong selections", done.before().mistaken(), done.after().mistaken()));
    for (Mitigated.Cost cost : done.costs()) {
      table.add(
          List.of(
              cost.measure(), text(cost.before()), text(cost.after()), signed(cost.difference())));
    }
    TextTable.print(out, table);
    Mitigated.Thresholds thresholds = done.thresholds();
    if (thresholds != null) {
      out.printf(
          Locale.ROOT,
          "Thresholds for %s within %s, %.4f for all others:%n",
          thresholds.goal().wireName(),
          thresholds.tolerance(),
          thresholds.common());
      thresholds
          .byGroup()
          .forEach((group, value) -> out.printf(Locale.ROOT, "  %8.4f  %s%n", value, group));
    }
    out.println();
  }

  private static List<String> spread(
      String name, @Nullable Interval before, @Nullable Interval after) {
    return List.of(
        "differ in " + name,
        before == null ? "-" : text(before),
        after == null ? "-" : text(after),
        "");
  }

  private static List<String> plain(String name, @Nullable Double before, @Nullable Double after) {
    return spread(
        name,
        before == null ? null : Interval.of(before),
        after == null ? null : Interval.of(after));
  }

  private static String text(Interval interval) {
    return Double.isNaN(interval.low())
        ? String.format(Locale.ROOT, "%.4f", interval.value())
        : String.format(
            Locale.ROOT, "%.4f [%.4f, %.4f]", interval.value(), interval.low(), interval.high());
  }

  private static String signed(Interval interval) {
    return String.format(
        Locale.ROOT, "%+.4f [%+.4f, %+.4f]", interval.value(), interval.low(), interval.high());
  }
}
