package org.plumbline.app.command;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.CanaryPlanLine;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequestLine;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.TrialPlanLine;
import org.plumbline.deployment.trial.TrialReport;
import org.plumbline.deployment.trial.TrialSize;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries a version against the one in production, and tells which does better. */
@Command(
    name = "trials",
    description = "Plans, starts, shows and stops trials of a version against production.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class TrialsCommand extends CommandGroup {
  /** What a trial is to find out. */
  static final class Hypothesis {
    @Option(
        names = "--metric",
        paramLabel = "NAME",
        description = "outcome (default), squared-error, or a business value.")
    private @Nullable String metric;

    @Option(
        names = "--effect",
        required = true,
        paramLabel = "X",
        description = "The least difference of the metric that matters.")
    private double effect;

    @Option(
        names = "--share",
        paramLabel = "PERCENT",
        description = "Entities that the version answers for (default: 50).")
    private @Nullable Integer share;

    @Option(names = "--alpha", paramLabel = "P", description = "Chance of a false alarm (0.05).")
    private @Nullable Double alpha;

    @Option(names = "--power", paramLabel = "P", description = "Chance to find the effect (0.8).")
    private @Nullable Double power;

    @Option(names = "--days", paramLabel = "N", description = "How long it is to last (28).")
    private @Nullable Integer days;

    CanaryPlan plan() {
      try {
        return CanaryPlanLine.of(new TrialPlanLine(metric, effect, alpha, power, days), share)
            .plan();
      } catch (IllegalArgumentException impossible) {
        throw PlumblineException.of(
            ErrorCode.INVALID_FIELD, String.valueOf(impossible.getMessage()));
      }
    }
  }

  @Command(
      name = "plan",
      description = "Tells how many entities a trial takes, and how long they take to come.",
      mixinStandardHelpOptions = true)
  void plan(
      @Mixin ModelOptions options,
      @Mixin Hypothesis hypothesis,
      @Option(
              names = "--baseline",
              paramLabel = "X",
              description = "Mean of the metric (default: of the last 28 days).")
          @Nullable Double baseline,
      @Option(
              names = "--deviation",
              paramLabel = "X",
              description = "Its standard deviation among entities (default: likewise).")
          @Nullable Double deviation) {
    try (OpenRooms room = options.rooms()) {
      TrialSize size =
          room.watch()
              .trials()
              .size(control(room, options.model()), hypothesis.plan(), baseline, deviation);
      options.say(size, rows(size));
    }
  }

  @Command(
      name = "start",
      description = "Asks for a trial; it begins once others have approved the change request.",
      mixinStandardHelpOptions = true)
  void start(
      @Mixin ModelOptions options,
      @Option(
              names = "--version-number",
              required = true,
              paramLabel = "N",
              description = "The version to try.")
          int version,
      @Mixin Hypothesis hypothesis,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason) {
    try (OpenRooms room = options.rooms()) {
      var treatment = new VersionId(options.model(), new VersionNumber(version));
      var wish = new ChangeDraft(treatment, Stage.CANARY, reason, hypothesis.plan());
      room.watch().trials().demand(wish);
      say(options, ChangeRequestLine.of(room.watch().changeRequests().open(wish, OpenRooms.BY)));
    }
  }

  @Command(
      name = "show",
      description = "Tells what a trial has found so far, as often as one likes.",
      mixinStandardHelpOptions = true)
  void show(@Mixin ModelOptions options, @Mixin Which which) {
    try (OpenRooms room = options.rooms()) {
      say(options, room.watch().trials().report(options.model(), which.id(room, options)));
    }
  }

  @Command(
      name = "stop",
      description = "Ends a trial; with --ship by a request to bring its version to production.",
      mixinStandardHelpOptions = true)
  void stop(
      @Mixin ModelOptions options,
      @Mixin Which which,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason,
      @Option(
              names = "--ship",
              description = "Ask for the version in production; the trial ends when it is there.")
          boolean ship) {
    try (OpenRooms room = options.rooms()) {
      UUID id = which.id(room, options);
      if (ship) {
        TrialReport report = room.watch().trials().report(options.model(), id);
        var treatment =
            new VersionId(options.model(), new VersionNumber(report.treatment().version()));
        var wish = new ChangeDraft(treatment, Stage.PRODUCTION, reason);
        say(options, ChangeRequestLine.of(room.watch().changeRequests().open(wish, OpenRooms.BY)));
      } else {
        say(options, room.watch().trials().stop(options.model(), id, reason, OpenRooms.BY));
      }
    }
  }

  /** Which trial is meant. */
  static final class Which {
    @Option(names = "--trial", paramLabel = "ID", description = "The trial (default: the newest).")
    private @Nullable UUID trial;

    UUID id(OpenRooms room, ModelOptions options) {
      return trial == null ? room.watch().trials().newest(options.model()) : trial;
    }
  }

  private static VersionId control(OpenRooms room, ModelName model) {
    return room.watch().ledger().serving(model).stream()
        .filter(one -> one.stage() == Stage.PRODUCTION)
        .map(DeploymentLedger.Serving::version)
        .map(number -> new VersionId(model, new VersionNumber(number)))
        .findFirst()
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_SERVING,
                    "No version of "
                        + model
                        + " is in production, so there is nothing to compare"
                        + " with"));
  }

  private static void say(ModelOptions options, ChangeRequestLine request) {
    options.say(
        request,
        "Change request %s is %s; %d approval(s) by others are needed"
            .formatted(request.id(), request.state(), request.requiredApprovals()));
  }

  private static void say(ModelOptions options, TrialReport report) {
    options.say(
        report,
        out -> {
          TextTable.print(
              out,
              List.of(
                  List.of("", "version", "entities", "known", "mean", "95 %"),
                  row("control", report.control()),
                  row("treatment", report.treatment())));
          out.println();
          out.println(
              report.state() + " since " + report.begin() + ", until " + report.plannedEnd());
          out.println(report.text());
          TrialReport.Adjustment before = report.adjustment();
          Double reduction = before.varianceReduction();
          out.println(
              before.applied() && reduction != null
                  ? "The metric before the trial takes %.0f %% of the variance away"
                      .formatted(100 * reduction)
                  : "The metric before the trial is not used: " + before.refusal());
          out.println(
              report.needed() == null
                  ? "How many entities are needed is not known yet"
                  : "%d of %d entities that the plan asks for"
                      .formatted(
                          report.control().known() + report.treatment().known(), report.needed()));
        });
  }

  private static List<String> row(String who, TrialReport.Arm arm) {
    return List.of(
        who,
        "v" + arm.version(),
        Long.toString(arm.entities()),
        Long.toString(arm.known()),
        number(arm.mean().value()),
        number(arm.mean().low()) + " to " + number(arm.mean().high()));
  }

  private static List<List<String>> rows(TrialSize size) {
    return List.of(
        List.of("what", "value"),
        List.of("baseline of " + size.metric(), number(size.baseline())),
        List.of("standard deviation", number(size.deviation())),
        List.of("entities, one look at the end", Long.toString(size.fixed())),
        List.of("entities, a look whenever you like", Long.toString(size.sequential())),
        List.of("entities seen in 28 days", Long.toString(size.entitiesPerMonth())),
        List.of("of which known", number(100 * size.labelledShare()) + " %"),
        List.of(
            "days", size.days() == null ? "the traffic does not bring so many" : "" + size.days()));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }
}
