package org.plumbline.app.command;

import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.mlflow.TrackerImport;
import org.plumbline.app.mlflow.TrackingServer;
import org.plumbline.audit.Actor;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes over the runs of another tracking store. */
@Command(
    name = "mlflow",
    description = "Takes over experiments, runs and their files from an MLflow tracking server.",
    mixinStandardHelpOptions = true)
public final class ImportMlflowCommand implements Callable<Integer> {
  @Option(
      names = "--uri",
      required = true,
      paramLabel = "ADDRESS",
      description = "The server, such as http://tracker:5000.")
  private URI uri = URI.create("");

  @Option(
      names = "--author",
      paramLabel = "USER",
      defaultValue = "${sys:user.name}",
      description = "Whose the runs are here (default ${DEFAULT-VALUE}).")
  private String author = "";

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
    TrackerImport.Outcome outcome;
    try (TrackingServer server = TrackingServer.at(uri, System.getenv());
        Versions store = RegistryVersions.open(home.open())) {
      outcome =
          new TrackerImport(
                  server,
                  store.tracking(),
                  store.files(),
                  Actor.user(author),
                  line -> {
                    errors.print("\r" + line + " ");
                    errors.flush();
                  })
              .run();
      errors.println();
    }
    say(own.commandLine().getOut(), outcome);
    return outcome.refused().isEmpty() ? 0 : 1;
  }

  private void say(PrintWriter out, TrackerImport.Outcome outcome) {
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>(outcome.counts());
      answer.put("refused", outcome.refused());
      out.println(Json.write(answer));
    } else {
      outcome.counts().forEach((what, count) -> out.println("%-14s %s".formatted(what, count)));
      outcome.refused().forEach(line -> out.println("refused  " + line));
    }
    out.flush();
  }
}
