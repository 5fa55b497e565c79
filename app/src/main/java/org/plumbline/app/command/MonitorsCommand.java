package org.plumbline.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.FindingLine;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.ReadingLine;
import org.plumbline.monitoring.cause.ScoreShift;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and sets what is watched of models of a data directory, and what was found. */
@Command(
    name = "monitors",
    description = "Shows and sets what is watched of a model, and what was found.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class MonitorsCommand extends CommandGroup {
  private static final int SHOWN = 10;

  @Command(
      name = "show",
      description = "Prints the plan that holds now as JSON, to be changed and set again.",
      mixinStandardHelpOptions = true)
  void show(@Mixin HomeOption home, @Parameters(paramLabel = "MODEL") String model) {
    try (OpenRooms room = OpenRooms.of(home.open())) {
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
    try (OpenRooms room = OpenRooms.of(home.open())) {
      var monitors = room.watch().monitors();
      var set = monitors.set(name, monitors.of(name).number(), plan, reason, OpenRooms.BY);
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
  void findings(@Mixin VersionOptions options) {
    try (OpenRooms room = options.rooms()) {
      List<FindingLine> findings = room.watch().alertStore().findings(options.version(room));
      options.say(findings, rows(findings), "Nothing was found.");
    }
  }

  @Command(
      name = "readings",
      description = "Lists what the latest looks have measured, found or not.",
      mixinStandardHelpOptions = true)
  void readings(
      @Mixin VersionOptions options,
      @Option(
              names = "--course",
              paramLabel = "MEASURE",
              description = "The windows of the last quarter of one measure, with its alerts.")
          @Nullable String course) {
    try (OpenRooms room = options.rooms()) {
      List<ReadingLine> readings = room.watch().readings().of(options.version(room));
      if (course == null) {
        options.say(readings, ReadingRows.of(readings), "Nothing was measured yet.");
      } else {
        List<ReadingLine> meant =
            readings.stream().filter(one -> one.measure().equals(course)).toList();
        options.say(
            meant, ReadingRows.course(meant), "Nothing was measured of %s.".formatted(course));
      }
    }
  }

  @Command(
      name = "cause",
      description = "Tells which features and segments moved the score since the version's birth.",
      mixinStandardHelpOptions = true)
  void cause(
      @Mixin VersionOptions options,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              description = "Begin of the answers to look at (default: seven days before the end).")
          @Nullable Instant from,
      @Option(
              names = "--until",
              paramLabel = "TIME",
              description = "Their end (default: the end of the last day with answers).")
          @Nullable Instant until) {
    try (OpenRooms room = options.rooms()) {
      ScoreShift shift = room.watch().scoreShifts().of(options.version(room), from, until);
      options.say(shift, rows(shift));
    }
  }

  private static List<List<String>> rows(ScoreShift shift) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("WHAT", "SHIFT OF THE MEAN MARGIN", "95 % INTERVAL", "REMARK"));
    rows.add(
        List.of(
            "whole",
            signed(shift.shift().value()),
            ends(shift.shift()),
            String.format(Locale.ROOT, "from %.4f to %.4f", shift.before(), shift.after())));
    for (ScoreShift.Feature one : shift.features().stream().limit(SHOWN).toList()) {
      rows.add(List.of(one.feature(), signed(one.shift().value()), ends(one.shift()), ""));
    }
    for (ScoreShift.Segment one : shift.segments().stream().limit(SHOWN).toList()) {
      rows.add(
          List.of(
              one.column() + " " + one.value(),
              signed(one.mix() + one.within()),
              "",
              String.format(
                  Locale.ROOT,
                  "%.1f %% before, %.1f %% now: mix %+.4f, within %+.4f%s",
                  100 * one.shareBefore(),
                  100 * one.shareAfter(),
                  one.mix(),
                  one.within(),
                  one.drivenBy() == null ? "" : ", by " + one.drivenBy())));
    }
    return rows;
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }

  private static String ends(ScoreShift.Part part) {
    return part.low() == null
        ? "-"
        : String.format(Locale.ROOT, "[%+.4f, %+.4f]", part.low(), part.high());
  }

  private static List<List<String>> rows(List<FindingLine> findings) {
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
    return rows;
  }
}
