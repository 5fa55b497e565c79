package org.plumbline.app.command;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.Simulation;
import org.plumbline.governance.policy.Attachment;
import org.plumbline.governance.policy.PolicyCheck;
import org.plumbline.governance.policy.PolicyLibrary;
import org.plumbline.governance.policy.PolicyScope;
import org.plumbline.governance.policy.PolicyVersion;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.store.Json;
import org.plumbline.store.governance.JsonPolicyFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Policies as files: checked, tried, published and put in force. */
@Command(
    name = "policies",
    description = "Shows, checks, tries, publishes and attaches policies.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PoliciesCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Lists policies, and which hold where.",
      mixinStandardHelpOptions = true)
  void list(@Mixin AnswerOptions options) {
    try (OpenRooms rooms = options.rooms()) {
      var inForce = rooms.watch().policiesInForce();
      List<Attachment> attached = inForce.attached();
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("POLICY", "NUMBER", "RULES", "TESTS", "BY", "HOLDS"));
      for (PolicyVersion one : inForce.list()) {
        List<String> holds =
            attached.stream()
                .filter(held -> held.policy().equals(one.name()))
                .map(held -> held.scope() + " (" + held.number() + ")")
                .toList();
        rows.add(
            List.of(
                one.name(),
                Integer.toString(one.number()),
                Integer.toString(one.policy().rules().size() + one.policy().approvals().size()),
                Integer.toString(one.policy().tests().size()),
                one.author(),
                holds.isEmpty() ? "-" : String.join(", ", holds)));
      }
      options.say(attached, rows);
    }
  }

  @Command(
      name = "show",
      description = "Prints the text of a policy, to be changed and published again.",
      mixinStandardHelpOptions = true)
  void show(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--number", paramLabel = "N", description = "Else the newest.")
          @Nullable Integer number) {
    try (OpenRooms rooms = OpenRooms.of(home.open())) {
      var inForce = rooms.watch().policiesInForce();
      PolicyVersion shown =
          number == null ? inForce.versions(name).getFirst() : inForce.load(name, number);
      say(shown.text());
    }
  }

  @Command(
      name = "library",
      description = "Lists ready policies, or prints one of them.",
      mixinStandardHelpOptions = true)
  void library(@Parameters(paramLabel = "NAME", arity = "0..1") @Nullable String name) {
    if (name == null) {
      PolicyLibrary.NAMES.forEach(this::say);
    } else if (PolicyLibrary.NAMES.contains(name)) {
      say(PolicyLibrary.text(name));
    } else {
      throw PlumblineException.of(
          ErrorCode.NOT_FOUND,
          "The library has no '" + name + "'; 'policies library' lists what it has");
    }
  }

  @Command(
      name = "check",
      description = "Compiles a policy and runs its tests; needs no data directory.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(paramLabel = "FILE") Path file, @Option(names = "--json") boolean json) {
    PolicyCheck check = PolicyCheck.of(new JsonPolicyFormat().read(read(file)));
    if (json) {
      say(Json.write(check));
    } else {
      check.tests().forEach(test -> say((test.passed() ? "passed  " : "FAILED  ") + test.name()));
      check.failures().forEach(this::say);
      say("%s: %s rules, %s tests".formatted(check.name(), check.rules(), check.tests().size()));
    }
    return check.passed() ? 0 : 1;
  }

  @Command(
      name = "try",
      description =
          "Tells what a draft says to a version or to stated facts, or would have said to past decisions.",
      mixinStandardHelpOptions = true)
  void tryOut(
      @Mixin AnswerOptions options,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--model",
              paramLabel = "NAME",
              description = "The version that serves; without it the decisions of the past.")
          @Nullable String model,
      @Option(
              names = "--facts",
              paramLabel = "JSON",
              description = "A file of facts as they might be: an object, or a list of them.")
          @Nullable Path facts,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Such as 2026-01-01T00:00:00Z; a year ago when not said.")
          @Nullable Instant since) {
    String text = read(file);
    try (OpenRooms rooms = options.rooms()) {
      Simulation simulation = rooms.watch().simulation();
      if (model == null && facts == null) {
        Simulation.Replay replay = simulation.replay(text, since);
        options.say(replay, out -> print(out, replay));
      } else {
        VersionId version = model == null ? null : rooms.meant(new ModelName(model), null);
        List<Simulation.Scenario> scenarios = scenarios(version, facts);
        if (scenarios.size() == 1) {
          Simulation.Outcome outcome = simulation.run(text, scenarios.getFirst());
          options.say(outcome, rows(outcome));
        } else {
          Simulation.Batch batch = simulation.batch(text, scenarios);
          options.say(batch, rows(batch));
        }
      }
    }
  }

  private static List<Simulation.Scenario> scenarios(
      @Nullable VersionId version, @Nullable Path file) {
    List<Map<String, Object>> stated = file == null ? List.of(Map.of()) : facts(file);
    var scenarios = new ArrayList<Simulation.Scenario>();
    for (Map<String, Object> facts : stated) {
      String name = stated.size() == 1 ? null : Integer.toString(scenarios.size() + 1);
      scenarios.add(new Simulation.Scenario(name, version, facts, false));
    }
    return scenarios;
  }

  private static List<Map<String, Object>> facts(Path file) {
    String text = read(file).strip();
    try {
      return text.startsWith("[")
          ? Json.read(text, new TypeReference<List<Map<String, Object>>>() {})
          : List.of(Json.read(text, new TypeReference<Map<String, Object>>() {}));
    } catch (PlumblineException unreadable) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "%s holds neither a JSON object of facts nor a list of them".formatted(file),
              unreadable)
          .with("field", "facts");
    }
  }

  private static List<List<String>> rows(Simulation.Batch batch) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("CASE", "VERDICT", "WHY"));
    for (Simulation.Outcome one : batch.results()) {
      rows.add(
          List.of(
              String.valueOf(one.name()), one.verdict().name(), String.join("; ", one.reasons())));
    }
    rows.add(
        List.of(
            "all", batch.passed() + " of " + batch.scenarios(), "would pass; nothing was written"));
    return rows;
  }

  private static List<List<String>> rows(Simulation.Outcome outcome) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("RULE", "VERDICT", "REASON"));
    outcome
        .rules()
        .forEach(rule -> rows.add(List.of(rule.rule(), rule.verdict().name(), rule.reason())));
    rows.add(List.of("all", outcome.verdict().name(), "nothing was written"));
    return rows;
  }

  private static void print(PrintWriter out, Simulation.Replay replay) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("VERSION", "STAGE", "WHEN", "THEN", "NOW", "WHY"));
    for (Simulation.Changed one : replay.changed()) {
      rows.add(
          List.of(
              one.version().toString(),
              one.stage().name().toLowerCase(Locale.ROOT),
              one.at().toString(),
              one.then().name(),
              one.now().name(),
              String.join("; ", one.reasons())));
    }
    TextTable.print(out, rows);
    out.println(
        "%s decisions since %s, %s of them otherwise; nothing was written"
            .formatted(replay.decisions(), replay.since(), replay.otherwise()));
  }

  @Command(
      name = "publish",
      description = "Keeps a policy as the next version of its name, once its tests pass.",
      mixinStandardHelpOptions = true)
  void publish(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--note", required = true, paramLabel = "TEXT") String note) {
    String text = read(file);
    try (OpenRooms rooms = OpenRooms.of(home.open())) {
      PolicyVersion published = rooms.watch().policies().publish(text, note, OpenRooms.BY);
      say("%s is published; it holds where it is attached".formatted(published.label()));
    }
  }

  @Command(
      name = "attach",
      description = "Puts a version in force for a scope.",
      mixinStandardHelpOptions = true)
  void attach(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--number", required = true, paramLabel = "N") int number,
      @Option(
              names = "--scope",
              defaultValue = "everywhere",
              paramLabel = "SCOPE",
              description = "everywhere, tier:NAME or model:NAME.")
          String scope,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    try (OpenRooms rooms = OpenRooms.of(home.open())) {
      say(
          rooms
              .watch()
              .policies()
              .attach(PolicyScope.of(scope), name, number, reason, OpenRooms.BY));
    }
  }

  @Command(
      name = "detach",
      description = "Takes a policy off a scope.",
      mixinStandardHelpOptions = true)
  void detach(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--scope", defaultValue = "everywhere", paramLabel = "SCOPE") String scope,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    try (OpenRooms rooms = OpenRooms.of(home.open())) {
      say(rooms.watch().policies().detach(PolicyScope.of(scope), name, reason, OpenRooms.BY));
    }
  }

  private void say(Attachment made) {
    say(
        "%s %s %s %s"
            .formatted(
                made.policy(),
                made.number(),
                made.on() ? "holds" : "no longer holds",
                made.scope()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "%s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
  }
}
