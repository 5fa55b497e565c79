package org.plumbline.app.command;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.IncidentDetail;
import org.plumbline.monitoring.IncidentLine;
import org.plumbline.monitoring.notice.Silence;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows alerts and incidents of a data directory, and lets people take care of them. */
@Command(
    name = "alerts",
    description = "Shows alerts and incidents, acknowledges and silences them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AlertsCommand implements Runnable {
  private static final int MOST = 200;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw wrong(
        "Say what to do: list, acknowledge, incidents, incident, comment, silence, silences or"
            + " unsilence");
  }

  @Command(
      name = "list",
      description = "Lists alerts, newest first.",
      mixinStandardHelpOptions = true)
  void list(
      @Mixin HomeOption home,
      @Option(names = "--model", paramLabel = "NAME") @Nullable String model,
      @Option(names = "--state", paramLabel = "STATE", description = "open, acknowledged, resolved")
          @Nullable String state,
      @Option(names = "--json") boolean json) {
    try (LogRoom room = LogRoom.open(home.open())) {
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
      print(alerts, rows, json, "No alert.");
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
    try (LogRoom room = LogRoom.open(home.open())) {
      if (room.watch().incidentStore().find(id).isPresent()) {
        var incident = room.watch().incidents().acknowledge(id, comment, LogRoom.BY);
        say("Acknowledged: " + incident.title());
      } else {
        say("Acknowledged: " + room.watch().alerts().acknowledge(id, comment, LogRoom.BY).title());
      }
    }
  }

  @Command(
      name = "incidents",
      description = "Lists incidents, newest first.",
      mixinStandardHelpOptions = true)
  void incidents(
      @Mixin HomeOption home,
      @Option(names = "--model", paramLabel = "NAME") @Nullable String model,
      @Option(names = "--state", paramLabel = "STATE") @Nullable String state,
      @Option(names = "--json") boolean json) {
    try (LogRoom room = LogRoom.open(home.open())) {
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
      print(incidents, rows, json, "No incident.");
    }
  }

  @Command(
      name = "incident",
      description = "Shows the steps of an incident, oldest first.",
      mixinStandardHelpOptions = true)
  void incident(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(names = "--json") boolean json) {
    try (LogRoom room = LogRoom.open(home.open())) {
      var store = room.watch().incidentStore();
      var detail =
          IncidentDetail.of(room.watch().incidents().load(id), store.alerts(id), store.entries(id));
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("AT", "STEP", "BY", "WHAT"));
      detail
          .entries()
          .forEach(
              one -> rows.add(List.of(one.at().toString(), one.kind(), one.actor(), one.detail())));
      print(detail, rows, json, "No step.");
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
    try (LogRoom room = LogRoom.open(home.open())) {
      room.watch().incidents().comment(id, text, LogRoom.BY);
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
      Silence made = desk.routing().silence(match.match(), null, until, reason, LogRoom.BY);
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
  void silences(@Mixin HomeOption home, @Option(names = "--json") boolean json) {
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
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
      print(silences, rows, json, "Nothing is silenced.");
    }
  }

  @Command(name = "unsilence", description = "Ends a silence now.", mixinStandardHelpOptions = true)
  void unsilence(@Mixin HomeOption home, @Parameters(paramLabel = "ID") UUID id) {
    try (NoticeDesk desk = NoticeDesk.open(home.open())) {
      var _ = desk.routing().unsilence(id, LogRoom.BY);
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

  private void print(Object value, List<List<String>> rows, boolean json, String nothing) {
    PrintWriter out = commandSpec().commandLine().getOut();
    if (json) {
      out.println(Json.write(value));
    } else if (rows.size() == 1) {
      out.println(nothing);
    } else {
      TextTable.print(out, rows);
    }
    out.flush();
  }

  private void say(String line) {
    PrintWriter out = commandSpec().commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private ParameterException wrong(String why) {
    return new ParameterException(commandSpec().commandLine(), why);
  }

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
