package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database takes seconds for each sync, by way of strace. */
class SlowDiskTest {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final Duration SYNC = Duration.ofSeconds(4);

  private static final Duration PAUSE = Duration.ofMillis(300);

  @TempDir private Path directory;

  @Test
  void requestsAreRefusedEarlyAndAnsweredAgainWhenTheDiskIsWell()
      throws IOException, InterruptedException, ExecutionException {
    assumeTrue(Files.isExecutable(STRACE), "strace (package strace) is not installed here");
    try (var served = ServedModel.start(directory.resolve("home"))) {
      Load load = Load.on(served);
      try (load) {
        served.server().awaitMoment(Duration.ofMillis(500));
        Process strace = slowDown(new Postgres(served.home()));
        try {
          assumeTrue(
              !strace.waitFor(500, TimeUnit.MILLISECONDS), "processes cannot be traced here");
          assertThat(refusedWithin(served))
              .as("of a sync of %s", SYNC)
              .isLessThan(SYNC.dividedBy(2));
        } finally {
          strace.destroy();
          strace.waitFor();
        }
        awaitAnswer(served);
      }

      assertThat(load.statuses().keySet()).isSubsetOf(200, 503);
      LoggedAnswers.assertAll(served, load.acknowledged());
    }
  }

  private static Process slowDown(Postgres postgres) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                STRACE.toString(),
                "-f",
                "-qq",
                "-e",
                "trace=fdatasync,fsync",
                "-e",
                "inject=fdatasync,fsync:delay_enter="
                    + TimeUnit.MILLISECONDS.toMicros(SYNC.toMillis())));
    for (ProcessHandle process : postgres.processes()) {
      command.addAll(List.of("-p", Long.toString(process.pid())));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * How long it took to be told that there is too much work: whoever comes when a sync has lasted a
   * second already, so somebody comes every now and then.
   */
  private static Duration refusedWithin(ServedModel served)
      throws ExecutionException, InterruptedException {
    List<Future<Asked>> asked = new ArrayList<>();
    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3 * SYNC.toMillis() / PAUSE.toMillis(); i++) {
        asked.add(askers.submit(() -> ask(served)));
        served.server().awaitMoment(PAUSE);
      }
    }
    List<Asked> refused = new ArrayList<>();
    for (Future<Asked> one : asked) {
      if (one.get().answer().body().path("code").asText().equals("overloaded")) {
        refused.add(one.get());
      }
    }
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.answer().headers()).containsKey("Retry-After"));
    return refused.stream().map(Asked::lasted).min(Duration::compareTo).orElseThrow();
  }

  private record Asked(Api.Answer answer, Duration lasted) {}

  private static Asked ask(ServedModel served) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Api.Answer answer = served.predict(3);
    return new Asked(answer, Duration.ofNanos(System.nanoTime() - start));
  }

  private static void awaitAnswer(ServedModel served) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (served.predict(3).status() != 200) {
      assertThat(System.nanoTime()).as("answers again").isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(100));
    }
  }
}
