package org.plumbline.app.command;

import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.mlflow.ImportTally;
import org.plumbline.app.mlflow.RegistryImport;
import org.plumbline.app.mlflow.TrackerImport;
import org.plumbline.app.mlflow.TrackingServer;
import org.plumbline.audit.Actor;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes over the runs and models of another tracking store. */
@Command(
    name = "mlflow",
    description =
        "Takes over experiments, runs with their files, and registered models from an MLflow"
            + " tracking server.",
    mixinStandardHelpOptions = true)
public final class ImportMlflowCommand implements Callable<Integer> {
  @Option(
      names = "--uri",
      required = true,
      paramLabel = "ADDRESS",
      description = "The server, such as http://tracker:5000.")
  private URI uri = URI.create("");

  @Mixin private AuthorOption author = new AuthorOption();

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  /** Takes over into the data directory. */
  public ImportMlflowCommand() {}

  @Override
  public Integer call() {
    CommandSpec own = Objects.requireNonNull(spec, "the command runs under picocli");
    PrintWriter errors = own.commandLine().getErr();
    var tally = new ImportTally();
    Actor by = author.actor();
    Consumer<String> progress =
        line -> {
          errors.print("\r" + line + " ");
          errors.flush();
        };
    try (TrackingServer server = TrackingServer.at(uri, System.getenv());
        Versions store = RegistryVersions.open(home.open())) {
      new TrackerImport(server, store.tracking(), store.files(), by, tally, progress).run();
      new RegistryImport(
              server, store.tracking(), store.catalogue(), store.stewardship(), by, tally, progress)
          .run();
      errors.println();
    }
    say(own.commandLine().getOut(), tally);
    return tally.refused().isEmpty() ? 0 : 1;
  }

  private void say(PrintWriter out, ImportTally tally) {
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>(tally.counts());
      answer.put("refused", tally.refused());
      out.println(Json.write(answer));
    } else {
      tally.counts().forEach((what, count) -> out.println("%-20s %s".formatted(what, count)));
      tally.refused().forEach(line -> out.println("refused  " + line));
    }
    out.flush();
  }
}
