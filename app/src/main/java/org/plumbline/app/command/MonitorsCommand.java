package org.plumbline.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.FindingLine;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and sets what is watched of models of a data directory, and what was found. */
@Command(
    name = "monitors",
    description = "Shows and sets what is watched of a model, and what was found.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class MonitorsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        commandSpec().commandLine(), "Say what to do: show, set or findings");
  }

  @Command(
      name = "show",
      description = "Prints the plan that holds now as JSON, to be changed and set again.",
      mixinStandardHelpOptions = true)
  void show(@Mixin HomeOption home, @Parameters(paramLabel = "MODEL") String model) {
    try (LogRoom room = LogRoom.open(home.open())) {
      say(Json.write(room.watch().monitors().of(new ModelName(model)).plan()));
    }
  }

  @Command(
      name = "set",
      description = "Replaces the plan by that of a file; the next look follows it.",
      mixinStandardHelpOptions = true)
  void set(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "MODEL") String model,
      @Option(names = "--file", required = true, description = "JSON as 'show' prints it.")
          Path file,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    MonitorPlan plan = read(file);
    var name = new ModelName(model);
    try (LogRoom room = LogRoom.open(home.open())) {
      var monitors = room.watch().monitors();
      var set = monitors.set(name, monitors.of(name).number(), plan, reason, LogRoom.BY);
      say("Revision %s of the monitors of %s holds".formatted(set.number(), name));
    }
  }

  private static MonitorPlan read(Path file) {
    try {
      return Json.read(Files.readString(file), MonitorPlan.class);
    } catch (IOException | PlumblineException broken) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "%s holds no plan: %s".formatted(file, broken), broken);
    }
  }

  @Command(
      name = "findings",
      description = "Lists what the latest looks have found, what matters most first.",
      mixinStandardHelpOptions = true)
  void findings(
      @Mixin HomeOption option,
      @Parameters(paramLabel = "MODEL") String model,
      @Option(names = "--version-number", paramLabel = "N") @Nullable Integer version,
      @Option(names = "--json") boolean json) {
    Home home = option.open();
    var name = new ModelName(model);
    try (LogRoom room = LogRoom.open(home)) {
      VersionId meant =
          version == null
              ? GuardedModels.meant(GuardedModels.registry(room.database(), home), name)
              : new VersionId(name, new VersionNumber(version));
      List<FindingLine> findings = room.watch().alertStore().findings(meant);
      if (json) {
        say(Json.write(findings));
      } else if (findings.isEmpty()) {
        say("Nothing was found.");
      } else {
        print(findings);
      }
    }
  }

  private void print(List<FindingLine> findings) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("SEVERITY", "KIND", "INPUT", "EFFECT", "IMPORTANCE", "WHAT"));
    for (FindingLine one : findings) {
      rows.add(
          List.of(
              one.severity(),
              one.kind(),
              one.column() == null ? "-" : one.column(),
              one.effect() == null ? "-" : String.format(Locale.ROOT, "%.2f", one.effect()),
              String.format(Locale.ROOT, "%.0f %%", 100 * one.importance()),
              one.title()));
    }
    PrintWriter out = commandSpec().commandLine().getOut();
    TextTable.print(out, rows);
    out.flush();
  }

  private void say(String line) {
    PrintWriter out = commandSpec().commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
