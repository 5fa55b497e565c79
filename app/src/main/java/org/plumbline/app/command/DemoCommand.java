package org.plumbline.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.demo.DemoRun;
import org.plumbline.app.serve.Ports;
import org.plumbline.app.serve.Server;
import org.plumbline.app.serve.Service;
import org.plumbline.store.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings a whole installation to life with sample data, then serves it. */
@Command(
    name = "demo",
    description =
        "Generates sample data, trains, approves and deploys a model, replays 90 days of traffic"
            + " with a drift, then serves. A second start reuses all of it.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on (default ${DEFAULT-VALUE}).")
  private int port;

  @Mixin private final GrpcPortOption grpcPort = new GrpcPortOption();

  @Option(
      names = {"--data", "--home"},
      paramLabel = "DIR",
      description = "Data directory (default: PLUMBLINE_HOME, else .plumbline in the project).")
  private @Nullable Path home;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "12000",
      description = "Customers of the sample data, on a first start (default ${DEFAULT-VALUE}).")
  private int customers;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Server.requireFree(port, "--port");
    PrintWriter out =
        Objects.requireNonNull(spec, "the command runs under picocli").commandLine().getOut();
    var ports = new Ports(port, grpcPort.choose(out));
    Home opened = HomeOption.open(home);
    out.println("Plumbline demo in " + opened.root());
    Service service = Service.open(opened);
    boolean filled = false;
    try {
      DemoRun.fill(service, customers, out, ProgressLine.isTerminal());
      filled = true;
    } finally {
      if (!filled) {
        service.close();
      }
    }
    return Server.run(service, ports, out);
  }
}
