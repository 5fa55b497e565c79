package org.plumbline.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.batch.BatchScoring;
import org.plumbline.deployment.batch.ScoringJob;
import org.plumbline.deployment.batch.ScoringOutcome;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores a file with a registered version. */
@Command(
    name = "score",
    description = "Scores a file with a registered model; goes on after an interruption.")
public final class ScoreCommand implements Callable<Integer> {
  // Not the standard options: --version is the model's version here.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
  private boolean help;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Its version (default: the one that serves, else the latest).")
  private @Nullable Integer number;

  @Option(names = "--data", required = true, paramLabel = "FILE", description = "Rows to score.")
  private Path data = Path.of("");

  @Option(
      names = "--explain",
      paramLabel = "K",
      defaultValue = "0",
      description = "Reasons per row (default none).")
  private int explain;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The answer: .csv, .jsonl or .parquet.")
  private Path out = Path.of("");

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  private final Function<Home, Versions> versions;

  /** Scores with versions of the data directory's registry. */
  public ScoreCommand() {
    this(RegistryVersions::open);
  }

  ScoreCommand(Function<Home, Versions> versions) {
    this.versions = versions;
  }

  @Override
  public Integer call() {
    var commandLine = Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
    if (explain < 0 || explain > 100) {
      throw new picocli.CommandLine.ParameterException(
          commandLine, "--explain must lie between 0 and 100");
    }
    if (!Files.isRegularFile(data)) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "There is no file " + data + "; check the path");
    }
    LoadedVersion loaded;
    try (Versions store = versions.apply(home.open())) {
      loaded = store.load(new ModelName(model), number);
    }
    var scoring =
        new BatchScoring(
            new ScoringJob(
                loaded.version().id(),
                loaded.version().contentHash().toString(),
                loaded.model(),
                loaded.parser(),
                loaded.version().scorecard().threshold(),
                data,
                out,
                explain));
    var line = new ProgressLine(commandLine.getErr(), ProgressLine.isTerminal());
    ScoringOutcome outcome = scoring.run((share, rows, _) -> line.at(share, rows));
    line.end();
    if (json) {
      commandLine.getOut().println(Json.write(answer(loaded, outcome)));
    } else {
      commandLine
          .getOut()
          .printf(
              Locale.ROOT,
              "%,d rows scored with %s into %s in %.1f s (%,.0f rows/s)%n",
              outcome.scored(),
              loaded.version().id(),
              out,
              outcome.seconds(),
              outcome.rate());
      if (outcome.resumed() > 0) {
        commandLine
            .getOut()
            .printf(
                Locale.ROOT,
                "%,d of them had been done before an interruption%n",
                outcome.resumed());
      }
      if (outcome.rejects() != null) {
        commandLine
            .getOut()
            .printf(
                Locale.ROOT,
                "%,d rows break the contract: see %s%n",
                outcome.rejected(),
                outcome.rejects());
      }
    }
    commandLine.getOut().flush();
    return 0;
  }

  private Map<String, Object> answer(LoadedVersion loaded, ScoringOutcome outcome) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("model", model);
    answer.put("version", loaded.version().id().number().value());
    answer.put("scored", outcome.scored());
    answer.put("rejected", outcome.rejected());
    answer.put("resumed", outcome.resumed());
    answer.put("seconds", outcome.seconds());
    answer.put("rowsPerSecond", outcome.rate());
    answer.put("out", out.toString());
    if (outcome.rejects() != null) {
      answer.put("rejects", outcome.rejects().toString());
    }
    return answer;
  }
}
