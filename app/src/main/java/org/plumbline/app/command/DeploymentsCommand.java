package org.plumbline.app.command;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ChangeRequestLine;
import org.plumbline.deployment.RoutingReport;
import org.plumbline.deployment.RoutingReports;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows and steers who answers; a running server follows within a second. */
@Command(
    name = "deployments",
    description = "Shows who answers for a model, steers its canary and rolls it back.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class DeploymentsCommand extends CommandGroup {
  /** What each of the commands takes. */
  static final class Common extends ModelOptions {
    ModelName model(OpenRooms room) {
      return model(room.registry().models());
    }

    /** Who answers now, after whatever was done. */
    void say(OpenRooms room) {
      var watch = room.watch();
      RoutingReport report =
          new RoutingReports(
                  watch.ledger(), watch.canaryStore(), watch.rollbacks(), InstantSource.system())
              .of(model(room));
      say(report, rows(report), "Nothing of " + model() + " serves.");
    }
  }

  /** Why, without which nothing is steered. */
  static final class Reason {
    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String text = "";
  }

  @Command(
      name = "show",
      description = "Tells champion, canary and shadow, and what the canary waits for.",
      mixinStandardHelpOptions = true)
  void show(@Mixin Common common) {
    try (OpenRooms room = common.rooms()) {
      common.say(room);
    }
  }

  @Command(
      name = "request",
      description = "Asks for a version at a stage; it goes there once others have approved.",
      mixinStandardHelpOptions = true)
  void request(
      @Mixin Common common,
      @Option(names = "--number", required = true, paramLabel = "N", description = "The version.")
          int number,
      @Option(
              names = "--stage",
              required = true,
              paramLabel = "STAGE",
              description = "shadow, canary, production or retired.")
          Stage stage,
      @Option(
              names = "--group-thresholds",
              description =
                  "Decide by the threshold that training chose for each group of people, which many"
                      + " laws forbid; the reason then says on which ground.")
          boolean byGroup,
      @Mixin Reason reason) {
    try (OpenRooms room = common.rooms()) {
      var version = new VersionId(common.model(room), new VersionNumber(number));
      var wish = new ChangeDraft(version, stage, reason.text, null, byGroup);
      room.watch().trials().demand(wish);
      ChangeRequest opened = room.watch().changeRequests().open(wish, OpenRooms.BY);
      var line = ChangeRequestLine.of(opened);
      common.say(
          line,
          out -> {
            if (byGroup) {
              MitigationView.print(out, room.registry().registry().load(version).scorecard());
            }
            TextTable.print(
                out,
                List.of(
                    List.of("CHANGE REQUEST", "STATE", "VERDICT", "NEEDS", ""),
                    List.of(
                        line.id(),
                        line.state(),
                        line.verdict().name(),
                        line.requiredApprovals() + " approvals",
                        String.join("; ", line.refusals()))));
          });
    }
  }

  @Command(
      name = "rollback",
      description = "Brings back at once what was in production before.",
      mixinStandardHelpOptions = true)
  void rollback(
      @Mixin Common common,
      @Option(
              names = "--to",
              paramLabel = "N",
              description = "A version that was in production (default: the one before).")
          @Nullable Integer to,
      @Mixin Reason reason) {
    try (OpenRooms room = common.rooms()) {
      ModelName model = common.model(room);
      VersionId version =
          to == null
              ? room.watch()
                  .rollbacks()
                  .former(model)
                  .orElseThrow(
                      () ->
                          PlumblineException.of(
                              ErrorCode.NOT_FOUND, model + " had no other version in production"))
              : new VersionId(model, new VersionNumber(to));
      var _ = room.watch().rollbacks().rollBack(version, reason.text, OpenRooms.BY);
      common.say(room);
    }
  }

  @Command(
      name = "pause",
      description = "Stops a canary at its share; its guards go on.",
      mixinStandardHelpOptions = true)
  void pause(@Mixin Common common, @Mixin Reason reason) {
    try (OpenRooms room = common.rooms()) {
      var _ = room.watch().canaries().pause(common.model(room), reason.text, OpenRooms.BY);
      common.say(room);
    }
  }

  @Command(
      name = "resume",
      description = "Lets a paused canary go on.",
      mixinStandardHelpOptions = true)
  void resume(@Mixin Common common, @Mixin Reason reason) {
    try (OpenRooms room = common.rooms()) {
      var _ = room.watch().canaries().resume(common.model(room), reason.text, OpenRooms.BY);
      common.say(room);
    }
  }

  @Command(
      name = "promote",
      description = "Gives a canary its next step now; its guards must hold.",
      mixinStandardHelpOptions = true)
  void promote(@Mixin Common common, @Mixin Reason reason) {
    try (OpenRooms room = common.rooms()) {
      var _ = room.watch().canaries().promote(common.model(room), reason.text, OpenRooms.BY);
      common.say(room);
    }
  }

  private static List<List<String>> rows(RoutingReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("WHO", "VERSION", "SHARE", "SINCE", "ANSWERS", "ERRORS", "P99 µs", ""));
    RoutingReport.Answering champion = report.champion();
    if (champion != null) {
      rows.add(
          List.of(
              "champion",
              "v" + champion.version(),
              percent(champion.share()),
              champion.since().toString(),
              "-",
              "-",
              "-",
              report.former() == null ? "" : "rolls back to v" + report.former()));
    }
    RoutingReport.CanaryLine canary = report.canary();
    if (canary != null) {
      String why = canary.reason() == null ? "" : ": " + canary.reason();
      rows.add(
          row(
              "canary",
              canary.version(),
              canary.share() / 100.0,
              canary.since().toString(),
              canary.comparison(),
              canary.state() + why + " " + String.join("; ", canary.waitsFor())));
    }
    RoutingReport.ShadowLine shadow = report.shadow();
    if (shadow != null) {
      rows.add(
          row("shadow", shadow.version(), 0, shadow.since().toString(), shadow.comparison(), ""));
    }
    return rows;
  }

  private static List<String> row(
      String who,
      int version,
      double share,
      String since,
      RoutingReport.@Nullable Comparison comparison,
      String remark) {
    RoutingReport.Side side = comparison == null ? null : comparison.second();
    Double slow = side == null ? null : side.p99Micros();
    return List.of(
        who,
        "v" + version,
        percent(share),
        since,
        side == null ? "-" : Long.toString(side.answers()),
        side == null ? "-" : Long.toString(side.errors()),
        slow == null ? "-" : String.format(Locale.ROOT, "%.1f", slow),
        remark);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
