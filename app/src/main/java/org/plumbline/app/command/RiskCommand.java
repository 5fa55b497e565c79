package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.RiskComponent;
import org.plumbline.governance.RiskReport;
import org.plumbline.governance.risk.BackTest;
import org.plumbline.governance.risk.RiskCourse;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how risky models are, and whether the index is worth anything. */
@Command(
    name = "risk",
    description = "Shows the risk index of a model, and tests it against the past.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class RiskCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(commandSpec().commandLine(), "Say what to do: show or back-test");
  }

  @Command(
      name = "show",
      description = "Prints the index, what it is made of and where it is going.",
      mixinStandardHelpOptions = true)
  void show(
      @Mixin HomeOption option,
      @Parameters(paramLabel = "MODEL") String model,
      @Option(
              names = "--version-number",
              paramLabel = "N",
              description = "Else the one that serves.")
          @Nullable Integer version,
      @Option(names = "--json") boolean json) {
    Home home = option.open();
    try (Database database = Database.open(home)) {
      var name = new ModelName(model);
      VersionId id =
          version == null
              ? GuardedModels.meant(GuardedModels.registry(database, home), name)
              : new VersionId(name, new VersionNumber(version));
      RiskReport report = GuardedModels.watch(database, home).risks().report(id);
      if (json) {
        say(List.of(List.of(Json.write(report))));
      } else {
        say(lines(report));
      }
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
  void backTest(@Mixin HomeOption option, @Option(names = "--json") boolean json) {
    Home home = option.open();
    try (Database database = Database.open(home)) {
      BackTest test = GuardedModels.watch(database, home).risks().backTest();
      if (json) {
        say(List.of(List.of(Json.write(test))));
        return;
      }
      Double auc = test.auc();
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
      rows.add(List.of("AUC", auc == null ? "-" : String.format(Locale.ROOT, "%.3f", auc)));
      say(rows);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private void say(List<List<String>> rows) {
    PrintWriter out = commandSpec().commandLine().getOut();
    TextTable.print(out, rows);
    out.flush();
  }

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
