package org.plumbline.store.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.plumbline.store.Database;
import org.plumbline.store.Home;

/** A program that is killed in the middle of a delivery loses no event that it acknowledged. */
class OutboxKillTest {
  private static final int BEFORE_THE_KILL = 20;

  /** Left there: the server of the killed program still ends while it would be removed. */
  private final Path home = Path.of("target", "outbox-home-" + ProcessHandle.current().pid());

  private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
  private final CountDownLatch inTheMiddle = new CountDownLatch(1);
  private final CountDownLatch killed = new CountDownLatch(1);

  @Test
  void everyAcknowledgedEventArrives() throws Exception {
    HttpServer server = receiver();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try {
      List<String> acknowledged = killedInTheMiddle(address);
      assertThat(acknowledged).hasSizeGreaterThan(BEFORE_THE_KILL);

      try (Database database = Database.open(Home.open(home), Map.of())) {
        var outbox = new Outbox(database);
        Instant afterTheLease = Instant.now().plus(OpenLineageSender.LEASE.multipliedBy(2));
        try (var next =
            new OpenLineageSender(
                outbox,
                new OpenLineageSettings(address, "bank", Optional.empty()),
                () -> afterTheLease)) {
          assertThat(next.deliver()).isPositive();
        }
        assertThat(outbox.waiting()).isZero();
      }

      assertThat(received).containsAll(acknowledged);
    } finally {
      server.stop(0);
    }
  }

  /** Holds one event back without an answer, so that its sender dies in the middle. */
  private HttpServer receiver() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (killed.getCount() > 0 && body.equals(Integer.toString(BEFORE_THE_KILL))) {
            inTheMiddle.countDown();
            await(killed);
            exchange.close();
            return;
          }
          received.add(body);
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private List<String> killedInTheMiddle(URI address) throws Exception {
    Path said = home.resolveSibling(home.getFileName() + "-said.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                DeliveringProgram.class.getName(),
                home.toString(),
                address.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await(inTheMiddle);
    } finally {
      child.destroyForcibly();
      child.waitFor();
      killed.countDown();
    }
    return Files.readAllLines(said).stream()
        .filter(line -> line.matches("ack [0-9]+"))
        .map(line -> line.substring(4))
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
