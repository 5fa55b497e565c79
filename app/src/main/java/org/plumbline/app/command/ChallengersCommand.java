package org.plumbline.app.command;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.retraining.LogRetraining;
import org.plumbline.deployment.contest.ChallengerPlan;
import org.plumbline.deployment.contest.HeldPlan;
import org.plumbline.deployment.contest.Waiting;
import org.plumbline.governance.contest.Contest;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.deployment.ChallengerRoom;
import org.plumbline.store.monitoring.SqlLabelledCount;
import org.plumbline.store.monitoring.SqlPredictionScan;
import org.plumbline.store.tracking.TrackingRoom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds versions against the one in production, and says when that happens by itself. */
@Command(
    name = "challengers",
    description =
        "Compares versions with the one in production, and plans comparison and training.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ChallengersCommand extends CommandGroup {
  private static final int SHOWN = 20;

  @Command(
      name = "compare",
      description = "Scores the same labelled answers with both versions and judges the gates.",
      mixinStandardHelpOptions = true)
  void compare(
      @Mixin ModelOptions options,
      @Option(
              names = "--version-number",
              paramLabel = "N",
              description = "The challenger (default: canary, else shadow, else the newest).")
          @Nullable Integer version,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Answers from then on (default: those younger than both versions).")
          @Nullable Instant since) {
    try (OpenRooms room = options.rooms()) {
      Contest contest =
          room(room)
              .contests()
              .compare(
                  options.model(),
                  version == null ? null : new VersionNumber(version),
                  since,
                  OpenRooms.BY);
      options.say(contest, rows(contest));
    }
  }

  @Command(
      name = "list",
      description = "Lists what was compared, newest first.",
      mixinStandardHelpOptions = true)
  void list(@Mixin ModelOptions options) {
    try (OpenRooms room = options.rooms()) {
      List<Contest> contests = room(room).contests().list(options.model(), SHOWN);
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("AT", "CHALLENGER", "CHAMPION", "ANSWERS", "OUTCOME"));
      for (Contest contest : contests) {
        rows.add(
            List.of(
                contest.at().toString(),
                "v" + contest.challenger(),
                "v" + contest.champion(),
                Integer.toString(contest.rows()),
                contest.won() ? "won" : "did not pass " + String.join(", ", contest.failed())));
      }
      options.say(contests, rows, "Nothing was compared yet.");
    }
  }

  /** What a plan may say; what is not said stays as it is. */
  static final class Wishes {
    @Option(names = "--compare-days", paramLabel = "N", description = "0 for never.")
    private @Nullable Integer compare;

    @Option(names = "--retrain-days", paramLabel = "N", description = "0 for never.")
    private @Nullable Integer retrain;

    @Option(
        names = "--trigger",
        paramLabel = "SEVERITY",
        description = "An open alert so severe starts a training; none for no alert.")
    private @Nullable String trigger;

    @Option(names = "--cooldown-days", paramLabel = "N", description = "Between two trainings.")
    private @Nullable Integer cooldown;

    @Option(names = "--learn-days", paramLabel = "N", description = "How far back it learns from.")
    private @Nullable Integer learn;

    ChallengerPlan over(ChallengerPlan held) {
      try {
        return new ChallengerPlan(
            compare == null ? held.compareDays() : compare,
            retrain == null ? held.retrainDays() : retrain,
            trigger == null ? held.trigger() : severity(trigger),
            cooldown == null ? held.cooldownDays() : cooldown,
            learn == null ? held.learnDays() : learn);
      } catch (IllegalArgumentException impossible) {
        throw PlumblineException.of(
            ErrorCode.INVALID_FIELD, String.valueOf(impossible.getMessage()));
      }
    }

    private static @Nullable Severity severity(String name) {
      return name.equals("none") ? null : Severity.valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  @Command(
      name = "plan",
      description = "Shows when versions are compared and trained by themselves.",
      mixinStandardHelpOptions = true)
  void plan(@Mixin ModelOptions options) {
    try (OpenRooms room = options.rooms()) {
      var _ = room.meant(options.model(), null);
      say(options, room(room).challengers().of(options.model()));
    }
  }

  @Command(
      name = "set",
      description = "Changes that plan; what comes of it is asked for by change requests.",
      mixinStandardHelpOptions = true)
  void set(
      @Mixin ModelOptions options,
      @Mixin Wishes wishes,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason) {
    try (OpenRooms room = options.rooms()) {
      var _ = room.meant(options.model(), null);
      var challengers = room(room).challengers();
      ChallengerPlan plan = wishes.over(challengers.of(options.model()).plan());
      say(options, challengers.set(options.model(), plan, reason, OpenRooms.BY));
    }
  }

  private static void say(ModelOptions options, HeldPlan held) {
    ChallengerPlan plan = held.plan();
    options.say(
        held,
        List.of(
            List.of("Compare every", days(plan.compareDays())),
            List.of("Train every", days(plan.retrainDays())),
            List.of("Train on an alert", plan.trigger() == null ? "no" : plan.trigger().wireName()),
            List.of("Not again within", days(plan.cooldownDays())),
            List.of("Learn from", days(plan.learnDays())),
            List.of("Waits for", waits(held.waiting())),
            List.of("Last outcome", held.outcome() == null ? "-" : held.outcome())));
  }

  private static String waits(@Nullable Waiting waiting) {
    return waiting == null
        ? "nothing"
        : "labels, to train since %s (%s): %s"
            .formatted(waiting.since(), waiting.cause(), waiting.lacking());
  }

  private static String days(int days) {
    return days == 0 ? "never" : days + " days";
  }

  private static List<List<String>> rows(Contest contest) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("", "CHAMPION", "CHALLENGER", "DIFFERENCE", "GAIN"));
    for (Contest.Measure one : contest.measures()) {
      rows.add(
          List.of(
              one.metric(),
              number(one.champion()),
              number(one.challenger()),
              "%s [%s, %s]"
                  .formatted(number(one.difference()), number(one.low()), number(one.high())),
              one.gain() == null ? "-" : String.format(Locale.ROOT, "%+.1f %%", 100 * one.gain())));
    }
    for (Contest.Gate gate : contest.gates()) {
      rows.add(List.of(gate.name(), gate.passed() ? "passed" : "FAILED", gate.reason(), "", ""));
    }
    rows.add(List.of("outcome", contest.won() ? "won" : "not won", "", "", ""));
    return rows;
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static ChallengerRoom room(OpenRooms room) {
    Clock clock = Clock.systemUTC();
    var random = new SecureRandom();
    var registry = room.registry().registry();
    return ChallengerRoom.over(
        room.database(),
        registry,
        room.watch(),
        new LogRetraining(
            registry,
            TrackingRoom.over(room.database(), room.audit(), clock, random),
            room.watch(),
            new SqlPredictionScan(room.database()),
            new SqlLabelledCount(room.database()),
            clock),
        room.audit(),
        new TimeOrderedIds(clock, random)::next,
        clock);
  }
}
