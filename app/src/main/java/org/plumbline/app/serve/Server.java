package org.plumbline.app.serve;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Runs the web server over an opened {@link Service} until it is told to stop. */
public final class Server {
  /*
   * The one static of the program: the framework makes its beans itself, so what was opened before
   * it must lie where a bean can find it. Set once per run, before the framework starts.
   */
  private static final AtomicReference<Serving> SERVED = new AtomicReference<>();

  private Server() {}

  private record Serving(Service service, Ports ports, PrintWriter out) {
    /** What a person needs to know once the port is open; the password is said this once. */
    void announce() {
      Path kept = service.home().adminPassword();
      Optional<String> password = service.access().newAdminPassword();
      if (password.isPresent()) {
        out.printf("Sign in as admin with %s (shown once; also in %s)%n", password.get(), kept);
      } else if (Files.exists(kept)) {
        out.printf("Sign in as admin; the first password is in %s%n", kept);
      }
      ports.grpc().ifPresent(port -> out.printf("gRPC answers on port %d%n", port));
      out.printf("Plumbline is ready: http://localhost:%d%n", ports.http());
      out.flush();
    }
  }

  /**
   * Refuses early: before a data directory is touched, and with a way out.
   *
   * @param option what chooses another port on the command line
   * @throws PlumblineException PORT_TAKEN
   */
  public static void requireFree(int port, String option) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
    } catch (IOException taken) {
      throw PlumblineException.of(
              ErrorCode.PORT_TAKEN,
              "Cannot listen on port %s (%s): stop the process that uses it, or choose another port"
                      .formatted(port, taken.getMessage())
                  + " with "
                  + option,
              taken)
          .with("port", port);
    }
  }

  /**
   * Serves until SIGTERM, SIGINT or a failure to start; the service is closed in any case.
   *
   * @param out hears the address, and the first administrator's password if there is a new one
   */
  public static int run(Service service, Ports ports, PrintWriter out) {
    SERVED.set(new Serving(service, ports, out));
    service.start();
    System.setProperty("quarkus.http.port", Integer.toString(ports.http()));
    int[] exit = {0};
    Quarkus.run(Waiting.class, (code, _) -> exit[0] = code);
    close();
    return exit[0];
  }

  /** Where it listens. */
  static Ports ports() {
    return serving().ports();
  }

  static Service served() {
    return serving().service();
  }

  private static Serving serving() {
    Serving serving = SERVED.get();
    if (serving == null) {
      throw new IllegalStateException("the web server was started without a service");
    }
    return serving;
  }

  private static void close() {
    Serving serving = SERVED.getAndSet(null);
    if (serving != null) {
      serving.service().close();
    }
  }

  /** Keeps the framework up. */
  public static final class Waiting implements QuarkusApplication {
    @Override
    public int run(String... args) {
      serving().announce();
      Quarkus.waitForExit();
      return 0;
    }
  }

  /** Closes the service after the last request, while the process is still allowed to live. */
  @Singleton
  static final class Closing {
    void close(@Observes ShutdownEvent ending) {
      Server.close();
    }
  }
}
