package org.plumbline.app.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.IncidentDetail;
import org.plumbline.monitoring.IncidentLine;
import org.plumbline.monitoring.notice.Silence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows alerts and incidents of a data directory, and lets people take care of them. */
@Command(
    name = "alerts",
    description = "Shows alerts and incidents, acknowledges and silences them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AlertsCommand extends CommandGroup {
  private static final int MOST = 200;

  @Command(
      name = "list",
      description = "Lists alerts, newest first.",
      mixinStandardHelpOptions = true)
  void list(
      @Mixin AnswerOptions options,
      @Option(names = "--model", paramLabel = "NAME") @Nullable String model,
      @Option(names = "--state", paramLabel = "STATE", description = "open, acknowledged, resolved")
          @Nullable String state) {
    try (OpenRooms room = options.rooms()) {
      List<AlertLine> alerts =
          room.watch().alertStore().list(state(state), name(model), null, MOST).stream()
              .map(AlertLine::of)
              .toList();
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("ID", "STATE", "SEVERITY", "MODEL", "OPENED", "TITLE"));
      for (AlertLine one : alerts) {
        rows.add(
            List.of(
                one.id(),
                one.state(),
                one.severity(),
                one.model() + " v" + one.version(),
                one.openedAt().toString(),
                one.title()));
      }
      options.say(alerts, rows, "No alert.");
    }
  }

  @Command(
      name = "acknowledge",
      description = "Says that somebody looks after an alert or an incident.",
      mixinStandardHelpOptions = true)
  void acknowledge(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "ID", description = "Of an alert or an incident.") UUID id,
      @Option(names = "--comment", required = true, paramLabel = "TEXT") String comment) {
    try (OpenRooms room = OpenRooms.of(home.open())) {
      if (room.watch().incidentStore().find(id).isPresent()) {
        var incident = room.watch().incidents().acknowledge(id, comment, OpenRooms.BY);
        say("Acknowledged: " + incident.title());
      } else {
        say(
            "Acknowledged: "
                + room.watch().alerts().acknowledge(id, comment, OpenRooms.BY).title());
      }
    }
  }

  @Command(
      name = "incidents",
      description = "Lists incidents, newest first.",
      mixinStandardHelpOptions = true)
  void incidents(
      @Mixin AnswerOptions options,
      @Option(names = "--model", paramLabel = "NAME") @Nullable String model,
      @Option(names = "--state", paramLabel = "STATE") @Nullable String state) {
    try (OpenRooms room = options.rooms()) {
      List<IncidentLine> incidents =
          room.watch().incidentStore().list(state(state), name(model), null, MOST).stream()
              .map(IncidentLine::of)
              .toList();
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("ID", "STATE", "SEVERITY", "MODEL", "OPENED", "TITLE"));
      for (IncidentLine one : incidents) {
        rows.add(
            List.of(
                one.id(),
                one.state(),
                one.severity(),
                one.model(),
                one.openedAt().toString(),
                one.title()));
      }
      options.say(incidents, rows, "No incident.");
    }
  }

  @Command(
      name = "incident",
      description = "Shows the steps of an incident, oldest first.",
      mixinStandardHelpOptions = true)
  void incident(@Mixin AnswerOptions options, @Parameters(paramLabel = "ID") UUID id) {
    try (OpenRooms room = options.rooms()) {
      var store = room.watch().incidentStore();
      var detail =
          IncidentDetail.of(room.watch().incidents().load(id), store.alerts(id), store.entries(id));
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("AT", "STEP", "BY", "WHAT"));
      detail
          .entries()
          .forEach(
              one -> rows.add(List.of(one.at().toString(), one.kind(), one.actor(), one.detail())));
      options.say(detail, rows, "No step.");
    }
  }

  @Command(
      name = "comment",
      description = "Writes down what was seen or done about an incident.",
      mixinStandardHelpOptions = true)
  void comment(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "ID") UUID id,
      @Parameters(paramLabel = "TEXT") String text) {
    try (OpenRooms room = OpenRooms.of(home.open())) {
      room.watch().incidents().comment(id, text, OpenRooms.BY);
    }
  }

  @Command(
      name = "silence",
      description = "Lets nobody be told of matching alerts for a while.",
      mixinStandardHelpOptions = true)
  void silence(
      @Mixin HomeOption home,
      @Mixin MatchOptions match,
      @Option(
              names = "--for",
              required = true,
              paramLabel = "DURATION",
              description = "How long, such as PT8H.")
          String span,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    Instant until = end(span);
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
      Silence made = desk.routing().silence(match.match(), null, until, reason, OpenRooms.BY);
      say("Silence %s until %s".formatted(made.id(), made.until()));
    }
  }

  private Instant end(String span) {
    try {
      return InstantSource.system().instant().plus(Duration.parse(span));
    } catch (DateTimeException | ArithmeticException _) {
      throw wrong("'%s' is no duration such as PT30M or PT8H".formatted(span));
    }
  }

  @Command(
      name = "silences",
      description = "Lists silences that are on or to come.",
      mixinStandardHelpOptions = true)
  void silences(@Mixin AnswerOptions options) {
    try (NoticeDesk desk = NoticeDesk.open(options.home())) {
      List<Silence> silences = desk.routing().silences();
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("ID", "ALERTS", "FROM", "UNTIL", "BY", "REASON"));
      for (Silence one : silences) {
        rows.add(
            List.of(
                one.id().toString(),
                MatchOptions.text(one.match()),
                one.from().toString(),
                one.until().toString(),
                one.by(),
                one.reason()));
      }
      options.say(silences, rows, "Nothing is silenced.");
    }
  }

  @Command(name = "unsilence", description = "Ends a silence now.", mixinStandardHelpOptions = true)
  void unsilence(@Mixin HomeOption home, @Parameters(paramLabel = "ID") UUID id) {
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
      var _ = desk.routing().unsilence(id, OpenRooms.BY);
    }
  }

  private @Nullable String state(@Nullable String state) {
    if (state != null && !List.of("open", "acknowledged", "resolved").contains(state)) {
      throw wrong("--state is open, acknowledged or resolved, not '%s'".formatted(state));
    }
    return state;
  }

  private static @Nullable ModelName name(@Nullable String model) {
    return model == null ? null : new ModelName(model);
  }
}
