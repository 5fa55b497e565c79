package org.plumbline.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.plumbline.deployment.batch.BatchScoring;
import org.plumbline.deployment.batch.ScoringJob;
import org.plumbline.deployment.batch.ScoringOutcome;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.store.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a file with a registered version. */
@Command(
    name = "score",
    description = "Scores a file with a registered model; goes on after an interruption.")
public final class ScoreCommand implements Callable<Integer> {
  @Mixin private final FileOptions options = new FileOptions();

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
      description = "The answer: .csv, .jsonl, .parquet or .arrows.")
  private Path out = Path.of("");

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
    if (explain < 0 || explain > 100) {
      throw options.wrong("--explain must lie between 0 and 100");
    }
    Path data = options.data();
    LoadedVersion loaded = options.load(versions);
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
    ProgressLine line = options.progress();
    ScoringOutcome outcome = scoring.run((share, rows, _) -> line.at(share, rows));
    line.end();
    options.say(answer(loaded, outcome), to -> print(to, loaded, outcome));
    return 0;
  }

  private void print(PrintWriter to, LoadedVersion loaded, ScoringOutcome outcome) {
    to.printf(
        Locale.ROOT,
        "%,d rows scored with %s into %s in %.1f s (%,.0f rows/s)%n",
        outcome.scored(),
        loaded.version().id(),
        out,
        outcome.seconds(),
        outcome.rate());
    if (outcome.resumed() > 0) {
      to.printf(
          Locale.ROOT, "%,d of them had been done before an interruption%n", outcome.resumed());
    }
    if (outcome.rejects() != null) {
      to.printf(
          Locale.ROOT,
          "%,d rows break the contract: see %s%n",
          outcome.rejected(),
          outcome.rejects());
    }
  }

  private Map<String, Object> answer(LoadedVersion loaded, ScoringOutcome outcome) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("model", loaded.version().id().model().value());
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
