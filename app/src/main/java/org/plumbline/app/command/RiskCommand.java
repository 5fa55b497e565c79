package org.plumbline.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.governance.RiskComponent;
import org.plumbline.governance.RiskReport;
import org.plumbline.governance.risk.BackTest;
import org.plumbline.governance.risk.RiskCourse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how risky models are, and whether the index is worth anything. */
@Command(
    name = "risk",
    description = "Shows the risk index of a model, and tests it against the past.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class RiskCommand extends CommandGroup {
  @Command(
      name = "show",
      description = "Prints the index, what it is made of and where it is going.",
      mixinStandardHelpOptions = true)
  void show(@Mixin VersionOptions options) {
    try (OpenRooms rooms = options.rooms()) {
      RiskReport report = rooms.watch().risks().report(options.version(rooms));
      options.say(report, lines(report));
    }
  }

  private static List<List<String>> lines(RiskReport report) {
    var rows = new ArrayList<List<String>>();
    Double index = report.index();
    rows.add(
        List.of(
            report.formula(),
            index == null ? "-" : number(index),
            index == null ? "unevaluated" : String.valueOf(report.band())));
    Double first = report.first().index();
    rows.add(
        List.of(
            "mri-v1",
            first == null ? "-" : number(first),
            first == null ? String.join("; ", report.first().missing()) : ""));
    report.missing().forEach(missing -> rows.add(List.of("missing", "", missing)));
    for (RiskComponent part : report.components()) {
      rows.add(List.of(part.name(), number(part.score()), part.detail()));
    }
    RiskCourse course = report.course();
    if (course != null) {
      rows.add(
          List.of(
              "per week",
              String.format(Locale.ROOT, "%+.1f", course.weekly().value()),
              course.direction()));
      for (RiskCourse.Ahead ahead : course.forecast()) {
        rows.add(
            List.of(
                ahead.at().toString().substring(0, 10),
                number(ahead.value()),
                "%s to %s".formatted(number(ahead.low()), number(ahead.high()))));
      }
    }
    return rows;
  }

  @Command(
      name = "back-test",
      description = "Compares the index of past days with the losses that followed.",
      mixinStandardHelpOptions = true)
  void backTest(@Mixin AnswerOptions options) {
    try (OpenRooms rooms = options.rooms()) {
      BackTest test = rooms.watch().risks().backTest();
      options.say(test, lines(test));
    }
  }

  private static List<List<String>> lines(BackTest test) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("BAND", "DAYS", "LOSSES", "SHARE"));
    for (BackTest.Band band : test.bands()) {
      Double share = band.share();
      rows.add(
          List.of(
              band.band(),
              Integer.toString(band.days()),
              Integer.toString(band.drops()),
              share == null ? "-" : String.format(Locale.ROOT, "%.3f", share)));
    }
    Double auc = test.auc();
    rows.add(List.of("AUC", auc == null ? "-" : String.format(Locale.ROOT, "%.3f", auc)));
    return rows;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
