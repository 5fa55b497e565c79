package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.serve.Ports;
import org.plumbline.app.serve.Server;
import org.plumbline.app.serve.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Mixin private final GrpcPortOption grpcPort = new GrpcPortOption();

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Server.requireFree(port, "--port");
    PrintWriter out =
        Objects.requireNonNull(spec, "the command runs under picocli").commandLine().getOut();
    var ports = new Ports(port, grpcPort.choose(out));
    return Server.run(Service.open(home.open()), ports, out);
  }
}
