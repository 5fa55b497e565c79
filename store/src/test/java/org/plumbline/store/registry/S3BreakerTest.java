package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.Breaker;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;

/** A bucket behind a server that fails, hangs, refuses and recovers. */
class S3BreakerTest {
  private static final ContentHash HASH = ContentHash.of(new byte[] {1, 2, 3});
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @TempDir Path spool;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private volatile Behaviour behaviour = exchange -> answer(exchange, 200);
  private HttpServer server;
  private S3ObjectStore store;

  private interface Behaviour {
    void handle(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          behaviour.handle(exchange);
          exchange.close();
        });
    server.start();
    Map<String, String> environment =
        Map.of(
            S3Settings.ENDPOINT, "http://127.0.0.1:" + server.getAddress().getPort(),
            S3Settings.BUCKET, "plumbline-test",
            S3Settings.ACCESS_KEY, "an-access-key",
            S3Settings.SECRET_KEY, "a-secret-key");
    store =
        S3ObjectStore.open(
            S3Settings.of(environment).orElseThrow(),
            spool,
            new S3ObjectStore.Limits(
                1 << 20, Duration.ofMillis(100), new Breaker("objects", 2, PAUSE, () -> now)));
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.close();
  }

  @Test
  void aServerThatFailsIsTriedAgainAndThenLeftAlone() {
    behaviour = exchange -> answer(exchange, 503);

    assertThat(refused().code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(requests).as("each call is tried again").hasValueGreaterThan(1);
    refused();
    int before = requests.get();

    PlumblineException failure = refused();

    assertThat(failure).hasMessageContaining("left alone").hasMessageContaining("127.0.0.1");
    assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(requests).hasValue(before);
    assertThat(store.breaker().state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void aServerThatHangsIsGivenUpAndThenLeftAlone() {
    behaviour =
        exchange -> {
          try {
            released.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        };

    refused();
    refused();

    assertThat(refused()).hasMessageContaining("left alone");
  }

  @Test
  void aServerThatRecoversIsUsedAgain() {
    behaviour = exchange -> answer(exchange, 500);
    refused();
    refused();

    behaviour = exchange -> answer(exchange, 200);
    now = now.plus(PAUSE);

    assertThat(store.contains(HASH)).isTrue();
    assertThat(store.breaker().state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void anAnswerThatWeDoNotLikeIsNoOutage() {
    behaviour = exchange -> answer(exchange, 403);
    for (int i = 0; i < 5; i++) {
      refused();
    }

    behaviour = exchange -> answer(exchange, 404);

    assertThat(store.contains(HASH)).isFalse();
    assertThat(store.breaker().state()).isEqualTo(Breaker.State.CLOSED);
  }

  private PlumblineException refused() {
    return catchThrowableOfType(PlumblineException.class, () -> store.contains(HASH));
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }
}
