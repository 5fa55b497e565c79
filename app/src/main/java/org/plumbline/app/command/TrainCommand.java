package org.plumbline.app.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.tracking.RecordedTraining;
import org.plumbline.audit.Actor;
import org.plumbline.data.Ingest;
import org.plumbline.data.IngestRequest;
import org.plumbline.data.Ingested;
import org.plumbline.data.QualityReport;
import org.plumbline.data.Role;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.Registered;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;
import org.plumbline.training.Trainer;
import org.plumbline.training.TrainingRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model on a file and registers it as a new version. */
@Command(
    name = "train",
    description = "Trains a model on a CSV, JSON lines, Parquet or Arrow file and registers it.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Rows to learn from.")
  private Path data = Path.of("");

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "What to predict.")
  private String label = "";

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "The label's value whose probability is the score.")
  private @Nullable String positive;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "Names the entity; never learnt from.")
  private @Nullable String id;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "Split by time: the latest fifth is the test.")
  private @Nullable String time;

  @Option(names = "--group", paramLabel = "COLUMN", description = "Never part rows of one value.")
  private @Nullable String group;

  @Option(names = "--drop", paramLabel = "A,B", split = ",", description = "Columns to leave out.")
  private List<String> drop = List.of();

  @Option(
      names = "--protected",
      paramLabel = "A,B",
      split = ",",
      description = "Columns that tell groups of people apart: kept out, watched for fairness.")
  private List<String> protectedColumns = List.of();

  @Mixin private final MitigationOptions mitigation = new MitigationOptions();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "${COMPLETION-CANDIDATES} (default: inferred from the label).")
  private @Nullable Task task;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model (default: the file and the label).")
  private @Nullable String name;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "Where the run is kept (default: the model's name).")
  private @Nullable String experiment;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Fixes every random choice (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--budget",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "Wall time the search may use (default ${DEFAULT-VALUE}).")
  private long budget;

  @Option(
      names = "--quarantine",
      paramLabel = "FILE",
      description = "Where bad rows go (default: the data directory's folder quarantine).")
  private @Nullable Path quarantine;

  @Mixin private AuthorOption author = new AuthorOption();

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  private final Function<Home, Versions> versions;

  /** Registers in the data directory's registry. */
  public TrainCommand() {
    this(RegistryVersions::open);
  }

  TrainCommand(Function<Home, Versions> versions) {
    this.versions = versions;
  }

  @Override
  public Integer call() {
    if (budget < 1) {
      throw wrong("--budget must be at least 1 second");
    }
    PrintStream standard = System.out;
    // Whatever a library prints is not the answer; only this command writes to standard output.
    System.setOut(System.err);
    try {
      return run();
    } finally {
      System.setOut(standard);
    }
  }

  private int run() {
    long start = System.nanoTime();
    PrintWriter err = commandLine().getErr();
    Home directory = home.open();
    ModelName model = new ModelName(name == null ? standardName() : name);
    Actor user = author.actor();
    Registered registered;
    TrainedVersion trained;
    RunId run;
    try (Versions store = versions.apply(directory)) {
      RecordedTraining recorded =
          RecordedTraining.start(
              store.tracking(),
              experiment == null ? model.value() : experiment,
              model,
              RecordedTraining.asked(label, seed, Duration.ofSeconds(budget)),
              user,
              Clock.systemUTC(),
              (what, detail) -> step(err, start, what, detail));
      // Ctrl-C ends the run as killed; the hook is taken away again once the run has ended.
      Thread hook = new Thread(recorded::killed, "end-of-run");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        trained = train(err, directory, recorded);
        recorded.step("register", model.value());
        registered = store.register(model, trained, author.name());
        recorded.finished(trained, registered.version());
      } catch (RuntimeException failure) {
        recorded.failed(failure);
        throw failure;
      } finally {
        forget(hook);
      }
      run = recorded.run();
    }
    step(err, start, "done", registered.version().id().toString());
    if (json) {
      commandLine().getOut().println(Json.write(answer(model, registered, trained, run)));
    } else {
      summary(commandLine().getOut(), registered, trained);
    }
    commandLine().getOut().flush();
    return 0;
  }

  private TrainedVersion train(PrintWriter err, Home directory, RecordedTraining recorded) {
    Path bad = quarantine == null ? standardQuarantine(directory) : quarantine;
    recorded.step("read", String.valueOf(data));
    Ingested rows = Ingest.read(data, roles().withQuarantine(bad)).protecting(protectedColumns);
    quality(err, rows, bad);
    String file = String.valueOf(data.getFileName());
    recorded.read(file, rows.dataHash(), file, rows.quality().rows());
    var request =
        TrainingRequest.learning(label)
            .positive(positive)
            .id(id)
            .time(time)
            .group(group)
            .drop(drop)
            .task(task)
            .seed(seed)
            .budget(Duration.ofSeconds(budget))
            .mitigation(mitigation.asked())
            .data(file, rows.dataHash(), rows.quality().quarantined())
            .build();
    return new Trainer(Clock.systemUTC()).train(rows, request, recorded);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The hook is running; it finds the run ended or ends it.
    }
  }

  private IngestRequest roles() {
    return IngestRequest.forLabel(label)
        .withPositive(positive)
        .withId(id)
        .withTime(time)
        .withGroup(group)
        .withDrop(drop);
  }

  private String standardName() {
    String file = String.valueOf(data.getFileName());
    int dot = file.indexOf('.', 1);
    String stem = (dot < 0 ? file : file.substring(0, dot)) + "-" + label;
    String plain =
        stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String named = plain.isEmpty() ? "model" : plain;
    return named.substring(0, Math.min(100, named.length()));
  }

  private Path standardQuarantine(Home directory) {
    return directory
        .root()
        .resolve("quarantine")
        .resolve(String.valueOf(data.getFileName()) + ".quarantine.csv");
  }

  private static void step(PrintWriter err, long start, String what, String detail) {
    err.printf(Locale.ROOT, "%7.1f s  %-16s %s%n", (System.nanoTime() - start) / 1e9, what, detail);
    err.flush();
  }

  private static void quality(PrintWriter err, Ingested rows, Path bad) {
    QualityReport report = rows.quality();
    err.printf(
        Locale.ROOT,
        "           %s: %,d rows, %d columns, %d of them features%n",
        report.format(),
        report.rows(),
        report.columns().size(),
        rows.contract().features().size());
    rows.contract().columns().stream()
        .filter(column -> column.role() == Role.IGNORED)
        .forEach(column -> err.printf("           %s: %s%n", column.name(), column.description()));
    report.warnings().forEach(warning -> err.println("           " + warning));
    if (report.quarantined() > 0) {
      err.printf(
          Locale.ROOT,
          "           %,d rows set aside in %s: %s%n",
          report.quarantined(),
          bad,
          report.reasons());
    }
    err.flush();
  }

  private static Map<String, Object> answer(
      ModelName model, Registered registered, TrainedVersion trained, RunId run) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("model", model.value());
    answer.put("version", registered.version().id().number().value());
    answer.put("run", run.hex());
    answer.put("task", trained.model().task().name().toLowerCase(Locale.ROOT));
    answer.put("rows", trained.provenance().rows());
    answer.put("quarantined", trained.provenance().quarantined());
    answer.put("champion", trained.scorecard().champion().learner());
    answer.put("metrics", trained.scorecard().metrics());
    answer.put("split", trained.scorecard().split());
    if (!trained.scorecard().fairness().isEmpty()) {
      answer.put("fairness", trained.scorecard().fairness());
    }
    if (trained.scorecard().mitigation() != null) {
      answer.put("mitigation", trained.scorecard().mitigation());
    }
    answer.put("contentHash", registered.version().contentHash().toString());
    return answer;
  }

  private static void summary(PrintWriter out, Registered registered, TrainedVersion trained) {
    Scorecard scorecard = trained.scorecard();
    out.printf(
        "%s (%s)%s%n",
        registered.version().id(),
        trained.model().task().name().toLowerCase(Locale.ROOT),
        registered.isNew() ? "" : ": the same content was registered before");
    out.println(scorecard.split().detail() + ".");
    out.println();
    List<String> shown = columns(trained.model().task());
    var header = new ArrayList<String>(List.of("candidate"));
    header.addAll(shown);
    header.add("difference in " + scorecard.primaryMetric());
    var table = new ArrayList<List<String>>(List.of(header));
    for (Scorecard.Candidate candidate : scorecard.candidates()) {
      var row = new ArrayList<String>();
      row.add((candidate.champion() ? "* " : "  ") + candidate.learner());
      shown.forEach(metric -> row.add(text(candidate.metrics().get(metric))));
      row.add(text(candidate.difference()));
      table.add(row);
    }
    TextTable.print(out, table);
    out.println();
    MitigationView.print(out, scorecard);
    out.println("What moves the score most:");
    scorecard.importance().stream()
        .limit(8)
        .forEach(
            feature ->
                out.printf(Locale.ROOT, "  %8.4f  %s%n", feature.importance(), feature.feature()));
  }

  private static List<String> columns(Task task) {
    return switch (task) {
      case BINARY -> List.of("rocAuc", "prAuc", "logLoss", "brier", "ece", "liftAt10");
      case MULTICLASS -> List.of("logLoss", "accuracy", "macroF1", "rocAuc");
      case REGRESSION -> List.of("rmse", "mae", "r2", "smape");
    };
  }

  private static String text(@Nullable Interval interval) {
    return interval == null
        ? "-"
        : String.format(
            Locale.ROOT, "%.4f [%.4f, %.4f]", interval.value(), interval.low(), interval.high());
  }

  private static String text(Scorecard.@Nullable Difference difference) {
    return difference == null
        ? "champion"
        : String.format(
            Locale.ROOT,
            "%+.5f [%+.5f, %+.5f]",
            difference.value(),
            difference.low(),
            difference.high());
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(commandLine(), message);
  }
}
