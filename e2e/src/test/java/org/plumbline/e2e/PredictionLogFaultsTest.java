package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each mode of the prediction log promises, while processes are killed under load.
 *
 * <p>{@code -Dplumbline.kills=100 -Dplumbline.databaseKills=20 -Dplumbline.awaySeconds=180} makes
 * the long run of it.
 */
class PredictionLogFaultsTest {
  private static final int KILLS = Integer.getInteger("plumbline.kills", 3);
  private static final int DATABASE_KILLS = Integer.getInteger("plumbline.databaseKills", 3);
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("plumbline.awaySeconds", 6));
  private static final Duration MOMENT = Duration.ofMillis(700);

  @TempDir private Path directory;

  private ServedModel start(String mode) throws IOException, InterruptedException {
    return ServedModel.start(directory.resolve("home"), Map.of("PLUMBLINE_PREDICTION_LOG", mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "segment"})
  void aServerKilledUnderLoadLosesAndDoublesNothing(String mode, TestReporter reporter)
      throws IOException, InterruptedException {
    Set<String> acknowledged = new HashSet<>();
    List<Long> recovered = new ArrayList<>();
    int sent = 0;
    try (ServedModel served = start(mode)) {
      int before = LoggedAnswers.of(served).size();
      for (int kill = 0; kill < KILLS; kill++) {
        Load load = Load.on(served);
        try (load) {
          served.server().awaitMoment(MOMENT);
          served.server().kill();
        }
        acknowledged.addAll(load.acknowledged());
        sent += load.sent();
        long killed = System.nanoTime();
        served.serve();
        recovered.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
      }

      assertThat(acknowledged).hasSizeGreaterThan(KILLS);
      List<String> logged = LoggedAnswers.assertAll(served, acknowledged);
      assertThat(logged.size() - before).as("rows of %s requests", sent).isLessThanOrEqualTo(sent);
      Collections.sort(recovered);
      reporter.publishEntry(
          "killed server, " + mode,
          "%s kills, %s sent, %s acknowledged, %s in the log, ready again after %s ms, %s at most"
              .formatted(
                  KILLS,
                  sent,
                  acknowledged.size(),
                  logged.size() - before,
                  recovered.get(KILLS / 2),
                  recovered.getLast()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "segment"})
  void aDatabaseKilledUnderLoadLosesAndDoublesNothing(String mode, TestReporter reporter)
      throws IOException, InterruptedException {
    try (ServedModel served = start(mode)) {
      var postgres = new Postgres(served.home());
      int before = LoggedAnswers.of(served).size();
      Load load = Load.on(served);
      try (load) {
        for (int kill = 0; kill < DATABASE_KILLS; kill++) {
          served.server().awaitMoment(MOMENT);
          postgres.kill();
          served.server().awaitMoment(Duration.ofSeconds(2));
        }
      }

      assertThat(load.acknowledged()).isNotEmpty();
      assertThat(load.statuses().keySet()).isSubsetOf(200, 503);
      if (mode.equals("segment")) {
        assertThat(load.statuses()).as("answered all along").containsOnlyKeys(200);
      }
      List<String> logged = LoggedAnswers.assertAll(served, load.acknowledged());
      assertThat(logged.size() - before).isLessThanOrEqualTo(load.sent());
      reporter.publishEntry(
          "killed database, " + mode,
          "%s kills, %s sent, %s acknowledged, %s in the log, answers by status %s"
              .formatted(
                  DATABASE_KILLS,
                  load.sent(),
                  load.acknowledged().size(),
                  logged.size() - before,
                  load.statuses()));
    }
  }

  @Test
  void segmentsAnswerWhileTheDatabaseHangsAndGiveItAllAfterwards(TestReporter reporter)
      throws IOException, InterruptedException {
    try (ServedModel served = start("segment")) {
      var postgres = new Postgres(served.home());
      Load load = Load.on(served);
      try (load) {
        served.server().awaitMoment(MOMENT);
        postgres.freeze();
        try {
          served.server().awaitMoment(AWAY);
        } finally {
          postgres.thaw();
        }
      }

      assertThat(load.statuses()).containsOnlyKeys(200);
      assertThat(load.slowestMillis()).as("no answer waited for the database").isLessThan(5_000);
      long thawed = System.nanoTime();
      LoggedAnswers.assertAll(served, load.acknowledged());
      reporter.publishEntry(
          "database away, segment",
          "%s, %s acknowledged, slowest %s ms, all found %s ms after it was back"
              .formatted(
                  AWAY,
                  load.acknowledged().size(),
                  load.slowestMillis(),
                  TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - thawed)));
    }
  }

  @Test
  void aFullDiskOfSegmentsRefusesClearlyAndRecovers() throws IOException, InterruptedException {
    try (ServedModel served = start("segment")) {
      var postgres = new Postgres(served.home());
      Path disk = served.home().resolve("prediction-log");
      served.server().terminate(Duration.ofSeconds(20));
      assumeTrue(
          run("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", disk.toString()) == 0,
          "a small disk can only be made by root");
      try {
        served.serve();
        Load load = Load.on(served);
        try (load) {
          served.server().awaitMoment(MOMENT);
          postgres.freeze();
          try {
            awaitStatus(served, load, 503);
          } finally {
            postgres.thaw();
          }
          int refused = load.statuses().getOrDefault(503, 0);
          int answered = load.statuses().getOrDefault(200, 0);
          awaitMore(served, load, answered);
          assertThat(refused).isPositive();
        }

        assertThat(load.statuses()).containsOnlyKeys(200, 503);
        LoggedAnswers.assertAll(served, load.acknowledged());
        served.server().terminate(Duration.ofSeconds(20));
      } finally {
        run("umount", "-l", disk.toString());
      }
    }
  }

  @Test
  void anotherModeDrainsWhatWasLeft() throws IOException, InterruptedException {
    try (ServedModel served = start("segment")) {
      var postgres = new Postgres(served.home());
      Load load = Load.on(served);
      try (load) {
        postgres.freeze();
        served.server().awaitMoment(Duration.ofSeconds(1));
        served.server().kill();
      } finally {
        postgres.thaw();
      }
      try (var left = Files.list(served.home().resolve("prediction-log"))) {
        assertThat(left).isNotEmpty();
      }

      served.with("PLUMBLINE_PREDICTION_LOG", "postgres");
      served.serve();

      assertThat(load.acknowledged()).isNotEmpty();
      LoggedAnswers.assertAll(served, load.acknowledged());
    }
  }

  private static void awaitStatus(ServedModel served, Load load, int status)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!load.statuses().containsKey(status)) {
      assertThat(System.nanoTime()).as("status %s of %s", status, load.statuses()).isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(50));
    }
  }

  private static void awaitMore(ServedModel served, Load load, int answered)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (load.statuses().getOrDefault(200, 0) <= answered + 20) {
      assertThat(System.nanoTime()).as("answers again").isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(50));
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
