package org.plumbline.app.command;

import java.util.concurrent.Callable;
import org.plumbline.app.serve.Server;
import org.plumbline.app.serve.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the service and stays until it is told to stop. */
@Command(
    name = "serve",
    description = "Serves the API and the pages until it is told to stop.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on (default ${DEFAULT-VALUE}).")
  private int port;

  @Mixin private final HomeOption home = new HomeOption();

  @Override
  public Integer call() {
    Server.requireFree(port);
    return Server.run(Service.open(home.open()), port);
  }
}
