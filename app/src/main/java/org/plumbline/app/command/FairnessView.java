package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.plumbline.stats.Interval;
import org.plumbline.stats.fairness.FairnessReport;
import org.plumbline.stats.fairness.GroupCounts;
import org.plumbline.stats.fairness.Rate;

/**
 * A report of groups, for programs and for people.
 *
 * @param attributes one, or those that are crossed
 */
record FairnessView(List<String> attributes, FairnessReport report, double confidence) {
  private static final Map<Rate, String> COLUMNS = columns();

  private static Map<Rate, String> columns() {
    var columns = new LinkedHashMap<Rate, String>();
    columns.put(Rate.SELECTION, "SELECTED");
    columns.put(Rate.BASE, "TRULY POSITIVE");
    columns.put(Rate.FALSE_POSITIVE, "FALSE POSITIVE");
    columns.put(Rate.FALSE_NEGATIVE, "FALSE NEGATIVE");
    columns.put(Rate.POSITIVE_PREDICTIVE, "PRECISION");
    return columns;
  }

  Map<String, Object> answer() {
    var groups = new ArrayList<Map<String, Object>>();
    report.groups().forEach((name, counts) -> groups.add(group(name, counts)));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("attributes", attributes);
    answer.put("groups", groups);
    report.overall().ifPresent(counts -> answer.put("overall", group("", counts)));
    answer.put("hidden", report.hiddenGroups());
    answer.put("differences", differences());
    answer.put("confidence", confidence);
    return answer;
  }

  private Map<String, Object> group(String name, GroupCounts counts) {
    var group = new LinkedHashMap<String, Object>();
    if (!name.isEmpty()) {
      group.put("group", name);
    }
    group.put("rows", counts.rows());
    group.put("truePositives", counts.truePositives());
    group.put("falsePositives", counts.falsePositives());
    group.put("trueNegatives", counts.trueNegatives());
    group.put("falseNegatives", counts.falseNegatives());
    var rates = new LinkedHashMap<String, Object>();
    for (Rate rate : Rate.values()) {
      Interval interval = rate(name, rate);
      if (!Double.isNaN(interval.value())) {
        rates.put(camel(rate), interval);
      }
    }
    group.put("rates", rates);
    return group;
  }

  private Interval rate(String name, Rate rate) {
    return name.isEmpty()
        ? report.overall(rate, confidence).orElseThrow()
        : report.rate(rate, name, confidence);
  }

  /** What definitions of fairness compare; those that are undefined are absent. */
  private Map<String, Double> differences() {
    var differences = new LinkedHashMap<String, Double>();
    if (report.groups().size() > 1) {
      put(differences, "demographicParity", report.difference(Rate.SELECTION));
      put(differences, "selectionRatio", report.ratio(Rate.SELECTION));
      put(differences, "equalOpportunity", report.difference(Rate.TRUE_POSITIVE));
      put(differences, "equalisedOdds", report.equalisedOddsDifference());
      put(differences, "predictiveParity", report.difference(Rate.POSITIVE_PREDICTIVE));
    }
    return differences;
  }

  private static void put(Map<String, Double> into, String name, double value) {
    if (!Double.isNaN(value)) {
      into.put(name, value);
    }
  }

  void print(PrintWriter out) {
    var table = new ArrayList<List<String>>();
    var header = new ArrayList<>(List.of(String.join(" × ", attributes), "ROWS"));
    header.addAll(COLUMNS.values());
    table.add(header);
    report.groups().forEach((name, counts) -> table.add(line(name, name, counts)));
    report.overall().ifPresent(counts -> table.add(line("all", "", counts)));
    TextTable.print(out, table);
    if (report.hiddenGroups() > 0) {
      out.println(report.hiddenGroups() + " groups not shown: too few rows, or they give one away");
    }
    differences()
        .forEach((name, value) -> out.printf(Locale.ROOT, "%-18s %.4f%n", words(name), value));
    if (report.groups().size() > 1) {
      out.println(
          report.meetsFourFifths()
              ? "the least selected group reaches four fifths of the most selected"
              : "the least selected group stays below four fifths of the most selected");
    }
  }

  private List<String> line(String title, String name, GroupCounts counts) {
    var line = new ArrayList<>(List.of(title, Long.toString(counts.rows())));
    COLUMNS.keySet().forEach(rate -> line.add(text(rate(name, rate))));
    return line;
  }

  private static String text(Interval share) {
    return Double.isNaN(share.value())
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.2f %% [%.1f, %.1f]",
            100 * share.value(),
            100 * share.low(),
            100 * share.high());
  }

  /** FALSE_POSITIVE is falsePositive. */
  private static String camel(Rate rate) {
    String[] words = rate.name().toLowerCase(Locale.ROOT).split("_");
    return words.length == 1
        ? words[0]
        : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
  }

  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
