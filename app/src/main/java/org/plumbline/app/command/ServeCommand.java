package org.plumbline.app.command;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import org.plumbline.app.serve.ServeApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the service and stays until it is told to stop. */
@Command(
    name = "serve",
    description = "Serves models, API and pages.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "8080", description = "Port (default ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() {
    System.setProperty("quarkus.http.port", Integer.toString(port));
    Quarkus.run(ServeApplication.class);
    return 0;
  }
}
