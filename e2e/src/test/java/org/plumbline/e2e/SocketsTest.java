package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand connections that say nothing or nearly nothing, and callers who want answers. */
class SocketsTest {
  private static final int IDLE = 10_000;

  /** Every twentieth sends the beginning of a request, and then a letter now and then. */
  private static final int SLOW = IDLE / 20;

  @TempDir private Path directory;

  @Test
  void idleAndSlowClientsKeepNobodyWaiting() throws IOException, InterruptedException {
    assumeTrue(
        openFilesAllowed() > IDLE + 1_000, "a process may open too few files here; see ulimit -n");
    List<SocketChannel> sockets = new ArrayList<>(IDLE);
    try (ServedModel served = ServedModel.start(directory.resolve("home"))) {
      for (int i = 0; i < IDLE; i++) {
        sockets.add(
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port())));
        if (i < SLOW) {
          send(sockets.get(i), beginning(served.api().token()));
        }
      }
      Load load = Load.on(served);
      try (load) {
        for (int letter = 0; letter < 10; letter++) {
          for (SocketChannel slow : sockets.subList(0, SLOW)) {
            sendIfOpen(slow);
          }
          served.server().awaitMoment(Duration.ofMillis(200));
        }
      }

      assertThat(load.statuses()).containsOnlyKeys(200);
      assertThat(load.acknowledged()).hasSizeGreaterThan(50);
      assertThat(served.api().read("/health/ready").status()).isEqualTo(200);
    } finally {
      for (SocketChannel socket : sockets) {
        socket.close();
      }
    }
  }

  private static String beginning(String token) {
    return String.join(
        "\r\n",
        "POST /api/v1/models/churn/predictions HTTP/1.1",
        "Host: localhost",
        "Authorization: Bearer " + token,
        "Content-Type: application/json",
        "Content-Length: 500",
        "",
        "{");
  }

  /** A server that gives up on such a client is right too. */
  private static void sendIfOpen(SocketChannel socket) {
    try {
      send(socket, " ");
    } catch (IOException closed) {
      assertThat(closed).hasMessageMatching("Broken pipe|Connection reset.*");
    }
  }

  private static void send(SocketChannel socket, String text) throws IOException {
    socket.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static long openFilesAllowed() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 0;
  }
}
