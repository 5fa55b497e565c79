package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the machine does what machines do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  @TempDir private static Path directory;
  private ServedModel served;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    served = ServedModel.start(directory.resolve("home"));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void everyAcknowledgedPredictionSurvivesKillOfTheService()
      throws IOException, InterruptedException {
    var acknowledged = predictUntil(200);

    served.server().kill();
    served.serve();

    assertAllLogged(acknowledged);
  }

  @Test
  void killedPostgresqlCostsRetriesButNothingAcknowledged()
      throws IOException, InterruptedException {
    List<String> acknowledged = new ArrayList<>(predictUntil(50));
    Set<Integer> statuses = new TreeSet<>();

    assertThat(new Postgres(served.home()).kill()).isTrue();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int afterwards = 0;
    while (afterwards < 50 && System.nanoTime() < end) {
      var answer = served.predict(5);
      statuses.add(answer.status());
      if (answer.status() == 200) {
        acknowledged.add(id(answer));
        afterwards++;
      } else {
        assertThat(answer.headers()).containsKey("Retry-After");
        assertThat(answer.body().path("code").asText()).isEqualTo("store-unavailable");
      }
    }

    assertThat(afterwards).as("recovered by itself").isEqualTo(50);
    assertThat(statuses).isSubsetOf(200, 503);
    assertAllLogged(acknowledged);
  }

  @Test
  void takenPortIsSaidAtOnce() throws IOException, InterruptedException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(socket.getLocalPort());

      var result = Program.run(directory.resolve("other"), "serve", "--port", port);

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.errors()).contains(port).contains("--port");
    }
  }

  @Test
  void secondServiceOnOneHomeIsRefusedNamingTheFirst() throws InterruptedException {
    var result =
        Program.run(served.home(), "serve", "--port", Integer.toString(Program.freePort()));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("in use").contains(Long.toString(served.server().pid()));
  }

  @Test
  void homeThatCannotBeWrittenIsRefused() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("a-file"), "not a directory");

    var result = Program.run(file.resolve("home"), "audit", "verify");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("Cannot write the data directory");
  }

  @Test
  void stopIsCleanAndTheNextStartGoesOn() throws IOException, InterruptedException {
    var acknowledged = predictUntil(20);

    served.server().terminate(Duration.ofSeconds(20));

    assertThat(ProcessHandle.allProcesses().filter(FaultsTest::isPostgres).filter(this::isOurs))
        .as("no database is left behind")
        .isEmpty();
    served.serve();
    assertAllLogged(acknowledged);
  }

  @Test
  void fullDiskRefusesAnswersAndRecovers() throws IOException, InterruptedException {
    Path small = Files.createDirectory(directory.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=420m", "tmpfs", small.toString()) == 0,
        "a small disk can only be made by root");
    try (var full = ServedModel.start(small.resolve("home"))) {
      Path ballast = small.resolve("ballast");
      List<String> acknowledged = new ArrayList<>();
      assertThat(run("dd", "if=/dev/zero", "of=" + ballast, "bs=64k")).isNotZero();

      Api.Answer refused = full.predict(7);
      for (int i = 0; i < 20_000 && refused.status() == 200; i++) {
        acknowledged.add(id(refused));
        refused = full.predict(7);
      }

      assertThat(refused.status()).as("the answer that could not be logged").isEqualTo(503);
      assertThat(refused.headers()).containsKey("Retry-After");
      Files.delete(ballast);
      awaitAnswer(full);
      assertAllLogged(full, acknowledged);
    } finally {
      run("umount", "-l", small.toString());
    }
  }

  private static void awaitAnswer(ServedModel model) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (model.predict(9).status() != 200) {
      assertThat(System.nanoTime()).as("recovers within a minute").isLessThan(end);
      model.server().awaitMoment(Duration.ofMillis(200));
    }
  }

  private List<String> predictUntil(int answers) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    while (ids.size() < answers) {
      var answer = served.predict(ids.size() % 70);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      ids.add(id(answer));
    }
    return ids;
  }

  private void assertAllLogged(List<String> ids) throws IOException, InterruptedException {
    assertAllLogged(served, ids);
  }

  /** A label finds its prediction only when the log holds it. */
  private static void assertAllLogged(ServedModel model, List<String> ids)
      throws IOException, InterruptedException {
    for (int from = 0; from < ids.size(); from += 500) {
      var part = ids.subList(from, Math.min(ids.size(), from + 500));
      var labels = part.stream().map(id -> Map.of("predictionId", id, "value", "no")).toList();

      var answer =
          model
              .api()
              .post("/api/v1/models/" + ServedModel.MODEL + "/labels", Map.of("labels", labels));

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.body().path("unmatched")).isEmpty();
      assertThat(answer.body().path("accepted").asInt()).isEqualTo(part.size());
    }
  }

  private static String id(Api.Answer answer) {
    return answer.body().path("predictions").path(0).path("id").asText();
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .command()
        .filter(command -> command.startsWith(served.home().toString()))
        .isPresent();
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
