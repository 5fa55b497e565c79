package org.plumbline.app.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.deployment.safeguard.Segment;
import org.plumbline.http.safeguard.KillView;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.deployment.SqlKillSwitches;
import org.plumbline.store.registry.RegistryRoom;
import org.plumbline.store.registry.SqlModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns kill switches of a data directory; servers that run on it follow within a second. */
@Command(
    name = "kill",
    description = "Stops and revives everything, a model, a version or a segment.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class KillCommand extends CommandGroup {
  private static final int PAGE = 200;

  /** Which switch is meant. */
  static final class Scope {
    @Parameters(
        arity = "0..1",
        paramLabel = "MODEL",
        description = "Name of the model; leave it out with --everything.")
    private @Nullable String model;

    @Option(names = "--everything", description = "Every model of the installation.")
    private boolean everything;

    @Option(names = "--version-number", paramLabel = "N", description = "One version alone.")
    private @Nullable Integer version;

    @Option(
        names = "--where",
        paramLabel = "FEATURE",
        description = "Rows that this feature tells apart, with --is, or --from and --to.")
    private @Nullable String feature;

    @Option(names = "--is", paramLabel = "VALUE", description = "The value of the feature.")
    private @Nullable String value;

    @Option(names = "--from", paramLabel = "NUMBER", description = "Smallest value of the range.")
    private @Nullable Double from;

    @Option(names = "--to", paramLabel = "NUMBER", description = "Largest value of the range.")
    private @Nullable Double to;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private KillScope of(RegistryRoom rooms) {
      if (everything == (model != null)) {
        throw wrong("Name a model, or say --everything");
      }
      if (model == null) {
        return new KillScope.Everything();
      }
      if (version != null && feature != null) {
        throw wrong("Stop a version or a segment, not both at once");
      }
      ModelName name = OpenRooms.known(rooms.models(), new ModelName(model));
      if (version != null) {
        var id = new VersionId(name, new VersionNumber(version));
        return new KillScope.OfVersion(rooms.registry().load(id).id());
      }
      if (feature == null) {
        return new KillScope.OfModel(name);
      }
      VersionId meant = OpenRooms.meant(rooms.models(), name, null);
      return new KillScope.OfSegment(
          name,
          Segment.of(feature, value, from, to).checked(rooms.registry().load(meant).contract()));
    }

    private ParameterException wrong(String why) {
      return new ParameterException(
          Objects.requireNonNull(spec, "the command runs under picocli").commandLine(), why);
    }
  }

  @Command(
      name = "list",
      description = "Lists what is stopped now.",
      mixinStandardHelpOptions = true)
  void list(@Mixin AnswerOptions options) {
    try (Database database = Database.open(options.home())) {
      say(options, new SqlKillSwitches(database).on(), "Nothing is stopped.");
    }
  }

  @Command(
      name = "history",
      description = "Lists every turn of a switch, newest first.",
      mixinStandardHelpOptions = true)
  void history(
      @Mixin AnswerOptions options,
      @Option(names = "--model", paramLabel = "NAME", description = "Of this model alone.")
          @Nullable String model) {
    try (Database database = Database.open(options.home())) {
      var switches = new SqlKillSwitches(database);
      ModelName name =
          model == null ? null : OpenRooms.known(new SqlModelStore(database), new ModelName(model));
      var all = new ArrayList<Kill>();
      Optional<Long> after = Optional.empty();
      do {
        var page = switches.history(name, after, PAGE);
        all.addAll(page.items());
        after = page.next();
      } while (after.isPresent());
      say(options, all, "No switch was ever turned.");
    }
  }

  @Command(
      name = "stop",
      description = "Forbids to answer, within a second on every server.",
      mixinStandardHelpOptions = true)
  void stop(
      @Mixin AnswerOptions options,
      @Mixin Scope scope,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; it is kept with who and when.")
          String reason,
      @Option(
              names = "--for",
              paramLabel = "DURATION",
              description = "Ends by itself after this long, such as PT2H.")
          @Nullable String span) {
    turn(options, scope, true, reason, end(options, span));
  }

  @Command(name = "revive", description = "Lets it answer again.", mixinStandardHelpOptions = true)
  void revive(
      @Mixin AnswerOptions options,
      @Mixin Scope scope,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; it is kept with who and when.")
          String reason) {
    turn(options, scope, false, reason, null);
  }

  private static void turn(
      AnswerOptions options, Scope scope, boolean on, String reason, @Nullable Instant until) {
    try (OpenRooms rooms = options.rooms()) {
      KillScope meant = scope.of(rooms.registry());
      KillSwitch position = rooms.watch().killing().turn(meant, on, reason, until, OpenRooms.BY);
      say(options, List.of(new Kill(meant, position)), "");
    }
  }

  private static @Nullable Instant end(AnswerOptions options, @Nullable String span) {
    try {
      return span == null ? null : InstantSource.system().instant().plus(Duration.parse(span));
    } catch (DateTimeException | ArithmeticException _) {
      throw options.wrong("'%s' is no duration such as PT30M or PT2H".formatted(span));
    }
  }

  private static void say(AnswerOptions options, List<Kill> kills, String nothing) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("SCOPE", "WHAT", "STATE", "BY", "AT", "UNTIL", "REASON"));
    for (Kill kill : kills) {
      KillSwitch position = kill.position();
      rows.add(
          List.of(
              kill.scope().kind(),
              kill.scope().toString(),
              position.on() ? "stopped" : "answers",
              String.valueOf(position.by()),
              String.valueOf(position.at()),
              position.until() == null ? "-" : position.until().toString(),
              String.valueOf(position.reason())));
    }
    options.say(kills.stream().map(KillView::of).toList(), rows, nothing);
  }
}
