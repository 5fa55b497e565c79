package org.plumbline.app.command;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.Experiment;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.ExperimentQuery;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunComparison;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.RunPage;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.registry.tracking.View;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the runs of a data directory, beside a running server or without one. */
@Command(
    name = "runs",
    description = "Lists, searches, shows and compares runs, and keeps their files.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunFilesCommands.ListFiles.class,
      RunFilesCommands.Download.class,
      RunFilesCommands.Upload.class
    })
public final class RunsCommand extends CommandGroup {
  private static final int SHOWN = 4;

  /** What each of the commands takes. */
  static final class Common extends AnswerOptions {
    Versions open() {
      return RegistryVersions.open(home());
    }
  }

  @Command(
      name = "list",
      description = "Lists the newest runs of an experiment, or of all.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin Common common,
      @Option(names = "--experiment", paramLabel = "NAME", description = "By its name.")
          @Nullable String experiment,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "How many at most (default ${DEFAULT-VALUE}).")
          int limit) {
    return find(common, experiment, "", "", limit, null);
  }

  @Command(
      name = "search",
      description = "Finds runs by query text, such as \"metrics.rocAuc > 0.8\".",
      mixinStandardHelpOptions = true)
  int search(
      @Mixin Common common,
      @Parameters(paramLabel = "QUERY", arity = "0..1", defaultValue = "") String filter,
      @Option(names = "--experiment", paramLabel = "NAME", description = "By its name.")
          @Nullable String experiment,
      @Option(
              names = "--order",
              paramLabel = "FIELDS",
              defaultValue = "",
              description = "Such as \"metrics.rocAuc DESC\".")
          String order,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "How many at most (default ${DEFAULT-VALUE}).")
          int limit,
      @Option(names = "--after", paramLabel = "TOKEN", description = "next of the page before.")
          @Nullable String after) {
    return find(common, experiment, filter, order, limit, after);
  }

  private static int find(
      Common common,
      @Nullable String experiment,
      String filter,
      String order,
      int limit,
      @Nullable String after) {
    if (limit < 1 || limit > 1000) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "--limit is " + limit + " but must be 1 to 1000")
          .with("field", "limit");
    }
    try (Versions store = common.open()) {
      FilterParser parser = FilterParser.runs();
      RunPage page =
          store
              .tracking()
              .searchRuns(
                  new RunQuery(
                      experiments(store.tracking(), experiment),
                      parser.parse(filter),
                      View.ACTIVE,
                      parser.parseOrders(order),
                      limit,
                      after));
      var answer = new LinkedHashMap<String, Object>();
      answer.put("items", page.runs().stream().map(RunsCommand::view).toList());
      answer.put("next", page.next());
      common.say(answer, table(page.runs()));
    }
    return 0;
  }

  private static List<ExperimentId> experiments(Tracking tracking, @Nullable String name) {
    if (name != null) {
      return List.of(
          tracking
              .experiments()
              .find(name)
              .map(Experiment::id)
              .orElseThrow(
                  () ->
                      PlumblineException.of(
                              ErrorCode.NOT_FOUND, "There is no experiment '" + name + "'")
                          .with("experiment", name)));
    }
    return tracking.experiments().list(ExperimentQuery.first(1000)).experiments().stream()
        .map(Experiment::id)
        .toList();
  }

  @Command(
      name = "show",
      description = "Shows all that a run logged.",
      mixinStandardHelpOptions = true)
  int show(@Mixin Common common, @Parameters(paramLabel = "RUN", description = "Id.") String id) {
    try (Versions store = common.open()) {
      Run run = store.tracking().loadRun(new RunId(id));
      var answer = view(run);
      answer.put("inputs", run.inputs());
      var files = store.tracking().artifacts(run.id());
      answer.put("artifacts", files);
      List<List<String>> rows = new ArrayList<>();
      RunInfo info = run.info();
      rows.add(List.of("name", info.name()));
      rows.add(List.of("status", word(info.status())));
      rows.add(List.of("author", info.author()));
      rows.add(List.of("started", info.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()));
      rows.add(List.of("ended", text(info.endedAt())));
      run.params().forEach((key, value) -> rows.add(List.of("param " + key, value)));
      run.metrics().forEach((key, point) -> rows.add(List.of("metric " + key, text(point))));
      run.tags().forEach((key, value) -> rows.add(List.of("tag " + key, value)));
      run.inputs().forEach(input -> rows.add(List.of("input " + input.name(), input.digest())));
      files.forEach(file -> rows.add(List.of("file " + file.path(), file.hash().hex())));
      common.say(answer, rows);
    }
    return 0;
  }

  @Command(
      name = "compare",
      description = "Lays runs side by side; what differs comes first.",
      mixinStandardHelpOptions = true)
  int compare(
      @Mixin Common common,
      @Parameters(paramLabel = "RUN", arity = "2..*", description = "Ids.") List<String> ids,
      @Option(names = "--all", description = "Show also what is equal in all runs.") boolean all) {
    try (Versions store = common.open()) {
      RunComparison comparison =
          store.tracking().compareRuns(ids.stream().map(RunId::new).distinct().toList());
      List<List<String>> rows = new ArrayList<>();
      List<String> head = new ArrayList<>(List.of("field"));
      comparison.runs().forEach(run -> head.add(run.info().name()));
      rows.add(head);
      comparison.params().stream()
          .filter(row -> all || row.differs())
          .forEach(row -> rows.add(line("params." + row.key(), row.values(), String::valueOf)));
      comparison.metrics().stream()
          .filter(row -> all || row.differs())
          .forEach(row -> rows.add(line("metrics." + row.key(), row.values(), RunsCommand::text)));
      var answer = new LinkedHashMap<String, Object>();
      answer.put("runs", comparison.runs().stream().map(RunsCommand::view).toList());
      answer.put("params", comparison.params());
      answer.put("metrics", comparison.metrics());
      common.say(answer, rows);
    }
    return 0;
  }

  private static <V> List<String> line(
      String field, List<@Nullable V> values, java.util.function.Function<V, String> text) {
    List<String> line = new ArrayList<>(List.of(field));
    for (V value : values) {
      line.add(value == null ? "-" : text.apply(value));
    }
    return line;
  }

  private static Map<String, Object> view(Run run) {
    RunInfo info = run.info();
    var view = new LinkedHashMap<String, Object>();
    view.put("id", info.id().hex());
    view.put("experiment", info.experiment().toString());
    view.put("name", info.name());
    view.put("status", word(info.status()));
    view.put("author", info.author());
    view.put("startedAt", info.startedAt());
    view.put("endedAt", Optional.ofNullable(info.endedAt()));
    view.put("params", run.params());
    view.put("tags", run.tags());
    view.put("metrics", run.metrics());
    return view;
  }

  /** The metrics that most runs have, a few of them, beside the attributes. */
  private static List<List<String>> table(List<Run> runs) {
    Map<String, Integer> found = new LinkedHashMap<>();
    runs.forEach(run -> run.metrics().keySet().forEach(key -> found.merge(key, 1, Integer::sum)));
    List<String> keys =
        found.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(SHOWN)
            .map(Map.Entry::getKey)
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("id", "name", "status", "started", "author"));
    head.addAll(keys);
    rows.add(head);
    for (Run run : runs) {
      RunInfo info = run.info();
      List<String> row = new ArrayList<>();
      row.add(info.id().hex());
      row.add(info.name());
      row.add(word(info.status()));
      row.add(info.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
      row.add(info.author());
      keys.forEach(key -> row.add(text(run.metrics().get(key))));
      rows.add(row);
    }
    return rows;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String text(java.time.@Nullable Instant instant) {
    return instant == null ? "-" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String text(@Nullable MetricPoint point) {
    if (point == null) {
      return "-";
    }
    MetricPoint.Bounds bounds = point.bounds();
    return bounds == null
        ? String.format(Locale.ROOT, "%.5g", point.value())
        : String.format(
            Locale.ROOT, "%.4f [%.4f, %.4f]", point.value(), bounds.low(), bounds.high());
  }
}
