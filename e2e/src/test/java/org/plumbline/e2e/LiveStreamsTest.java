package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows a server that is killed misses nothing. */
class LiveStreamsTest {
  @TempDir private Path directory;

  @Test
  void bothWiresGoOnFromTheirCursorAfterAKill() throws IOException, InterruptedException {
    Set<String> acknowledged = new HashSet<>();
    try (ServedModel served = ServedModel.start(directory.resolve("home"));
        var events = new Follower();
        var socket = new Follower()) {
      follow(served, events, socket);
      acknowledged.addAll(killUnderLoad(served));
      served.serve();
      // Answered while nobody follows: read from the log when they come back.
      Load between = Load.on(served);
      try (between) {
        served.server().awaitMoment(Duration.ofMillis(300));
      }
      acknowledged.addAll(between.acknowledged());
      follow(served, events, socket);
      Load after = Load.on(served);
      try (after) {
        served.server().awaitMoment(Duration.ofMillis(300));
      }
      acknowledged.addAll(after.acknowledged());

      await(served, () -> events.seen().containsAll(acknowledged));
      await(served, () -> socket.seen().containsAll(acknowledged));

      assertThat(events.seen()).containsAll(acknowledged);
      assertThat(socket.seen()).containsAll(acknowledged);
    }
  }

  private static void follow(ServedModel served, Follower events, Follower socket)
      throws InterruptedException {
    events.byEvents(served);
    socket.bySocket(served);
    await(served, () -> events.following() && socket.following());
  }

  private static Set<String> killUnderLoad(ServedModel served) throws InterruptedException {
    Load load = Load.on(served);
    try (load) {
      served.server().awaitMoment(Duration.ofMillis(700));
      served.server().kill();
    }
    assertThat(load.acknowledged()).isNotEmpty();
    return load.acknowledged();
  }

  private static void await(ServedModel served, BooleanSupplier met) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!met.getAsBoolean() && System.nanoTime() < end) {
      served.server().awaitMoment(Duration.ofMillis(50));
    }
  }
}
