package org.plumbline.app.serve;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicReference;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Runs the web server over an opened {@link Service} until it is told to stop. */
public final class Server {
  /*
   * The one static of the program: the framework makes its beans itself, so what was opened before
   * it must lie where a bean can find it. Set once per run, before the framework starts.
   */
  private static final AtomicReference<Service> SERVED = new AtomicReference<>();

  private Server() {}

  /**
   * Refuses early: before a data directory is touched, and with a way out.
   *
   * @throws PlumblineException PORT_TAKEN
   */
  public static void requireFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
    } catch (IOException taken) {
      throw PlumblineException.of(
              ErrorCode.PORT_TAKEN,
              "Cannot listen on port %s (%s): stop the process that uses it, or choose another port"
                      .formatted(port, taken.getMessage())
                  + " with --port",
              taken)
          .with("port", port);
    }
  }

  /** Serves until SIGTERM, SIGINT or a failure to start; the service is closed in any case. */
  public static int run(Service service, int port) {
    SERVED.set(service);
    service.start();
    System.setProperty("quarkus.http.port", Integer.toString(port));
    int[] exit = {0};
    Quarkus.run(Waiting.class, (code, _) -> exit[0] = code);
    close();
    return exit[0];
  }

  static Service served() {
    Service service = SERVED.get();
    if (service == null) {
      throw new IllegalStateException("the web server was started without a service");
    }
    return service;
  }

  private static void close() {
    Service service = SERVED.getAndSet(null);
    if (service != null) {
      service.close();
    }
  }

  /** Keeps the framework up. */
  public static final class Waiting implements QuarkusApplication {
    @Override
    public int run(String... args) {
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
