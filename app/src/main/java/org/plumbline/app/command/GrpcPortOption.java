package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.serve.Server;
import org.plumbline.kernel.PlumblineException;
import picocli.CommandLine.Option;

/** The option that says where gRPC listens. */
final class GrpcPortOption {
  private static final int USUAL = 8081;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "Port of gRPC, 0 for none (default " + USUAL + " where it is free).")
  private @Nullable Integer port;

  /**
   * The port that was chosen, else the usual one; a usual one that somebody else has must not keep
   * the pages from being served, so that it is told and gRPC stays off.
   *
   * @throws PlumblineException PORT_TAKEN when the chosen port is not free
   */
  OptionalInt choose(PrintWriter out) {
    if (port != null) {
      if (port == 0) {
        return OptionalInt.empty();
      }
      Server.requireFree(port, "--grpc-port");
      return OptionalInt.of(port);
    }
    try {
      Server.requireFree(USUAL, "--grpc-port");
      return OptionalInt.of(USUAL);
    } catch (PlumblineException taken) {
      out.printf("gRPC is off: port %d is in use; choose another with --grpc-port%n", USUAL);
      return OptionalInt.empty();
    }
  }
}
