package org.plumbline.app.command;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.FeedEvent;
import org.plumbline.monitoring.feed.Interest;
import org.plumbline.monitoring.feed.LogTail;
import org.plumbline.monitoring.feed.Subscription;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.monitoring.SqlLogTail;
import org.plumbline.store.registry.SqlModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows predictions and alerts as the log takes them in, from the log itself. */
@Command(
    name = "watch",
    description = "Shows the predictions of a model, and alerts, as they are logged.",
    mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
  private static final int PAGE = 1_000;
  private static final Duration LOOK = Duration.ofMillis(200);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Name of a model.")
  private @Nullable String model;

  @Option(
      names = "--entity",
      paramLabel = "ID",
      description = "Only predictions about this entity; without MODEL, of all models.")
  private @Nullable String entity;

  @Option(names = "--alerts", description = "Alerts too; of MODEL, or of all models without one.")
  private boolean alerts;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Begin after this place, as a line of --json told it (default: now).")
  private @Nullable String after;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many lines (default: when interrupted).")
  private long count = Long.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON object a line and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = requireNonNull(spec);
    Set<Subscription> wanted = wanted();
    if (wanted.isEmpty() || count < 1) {
      throw new ParameterException(
          command.commandLine(),
          wanted.isEmpty()
              ? "Say what to watch: MODEL, --entity or --alerts"
              : "--count must be 1 or more");
    }
    PrintWriter out = command.commandLine().getOut();
    try (Database database = Database.open(home.open())) {
      requireModel(database);
      var tail = new SqlLogTail(database, InstantSource.system());
      Cursor place = after == null ? tail.end() : Cursor.parse(after);
      if (!json) {
        out.println("Watching; end with Ctrl-C.");
        out.flush();
      }
      watch(tail, place, wanted, out);
    }
    return 0;
  }

  private Set<Subscription> wanted() {
    Set<Subscription> wanted = new LinkedHashSet<>();
    ModelName name = model == null ? null : new ModelName(model);
    if (name != null) {
      wanted.add(new Subscription.OfModel(name, entity));
    } else if (entity != null) {
      wanted.add(new Subscription.OfEntity(entity));
    }
    if (alerts) {
      wanted.add(new Subscription.OfAlerts(name));
    }
    return wanted;
  }

  private void requireModel(Database database) {
    if (model != null) {
      var _ = OpenRooms.known(new SqlModelStore(database), new ModelName(model));
    }
  }

  private void watch(LogTail tail, Cursor from, Set<Subscription> wanted, PrintWriter out)
      throws InterruptedException {
    Interest interest = Interest.of(wanted);
    Cursor place = from;
    long told = 0;
    while (true) {
      LogTail.Batch batch = tail.read(place, interest, PAGE);
      for (FeedEvent event : batch.events()) {
        if (event.subscriptions().stream().anyMatch(wanted::contains)) {
          out.println(json ? Json.write(object(event)) : line(event));
          if (++told == count) {
            out.flush();
            return;
          }
        }
      }
      out.flush();
      place = batch.next();
      if (!batch.more()) {
        Thread.sleep(LOOK);
      }
    }
  }

  private static String line(FeedEvent event) {
    return switch (event) {
      case FeedEvent.Answered one ->
          "%s  %s  %s  %s%s%s"
              .formatted(
                  one.predictedAt(),
                  one.version(),
                  one.score(),
                  one.entity() == null ? "-" : one.entity(),
                  one.reasons().isEmpty()
                      ? ""
                      : "  %s %+.3f"
                          .formatted(
                              one.reasons().getFirst().feature(),
                              one.reasons().getFirst().contribution()),
                  one.safeguard() == null
                      ? ""
                      : "  %s: %s".formatted(one.safeguard().action(), one.safeguard().detail()));
      case FeedEvent.AlertChanged one -> {
        AlertLine alert = AlertLine.of(one.alert());
        yield "alert %s  %s  %s v%s  %s"
            .formatted(
                alert.state(), alert.severity(), alert.model(), alert.version(), alert.title());
      }
    };
  }

  private static Map<String, Object> object(FeedEvent event) {
    var object = new LinkedHashMap<String, Object>();
    switch (event) {
      case FeedEvent.Answered one -> {
        object.put("type", "prediction");
        object.put("cursor", one.cursor().text());
        object.put("id", one.id().toString());
        object.put("model", one.version().model().value());
        object.put("version", one.version().number().value());
        if (one.stage() != null) {
          object.put("stage", one.stage().name());
        }
        if (one.entity() != null) {
          object.put("entity", one.entity());
        }
        object.put("score", one.score());
        object.put("at", one.predictedAt().toString());
        if (one.safeguard() != null) {
          object.put("safeguard", one.safeguard());
        }
        object.put("reasons", one.reasons());
      }
      case FeedEvent.AlertChanged one -> {
        object.put("type", "alert");
        object.put("cursor", one.cursor().text());
        object.put("alert", AlertLine.of(one.alert()));
      }
    }
    return object;
  }
}
