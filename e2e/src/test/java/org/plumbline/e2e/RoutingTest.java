package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of two challengers on a real server: one makes its way, the other is sent back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoutingTest {
  private static final String MODEL = "/api/v1/models/" + ServedModel.MODEL;
  private static final int GOOD = 2;
  private static final int UPSIDE_DOWN = 3;

  @TempDir private static Path directory;
  private ServedModel served;
  private long asked;

  /** As those of the training, or drift would send a canary back. */
  private LongFunction<List<Map<String, Object>>> customers = seed -> Tables.rows(120, seed);

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    served = ServedModel.start(directory.resolve("home"));
    ServedModel.train(served.home(), Tables.customers(directory.resolve("later.csv"), 2_000, 12));
    ServedModel.train(served.home(), upsideDown(directory.resolve("upside-down.csv")));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  @Order(1)
  void aShadowIsComparedAndAnswersNobody() throws IOException, InterruptedException {
    served.deploy(GOOD, "shadow", Map.of());

    JsonNode routing =
        askUntil(
            r -> r.path("shadow").path("comparison").path("second").path("answers").asInt() > 200);

    JsonNode comparison = routing.path("shadow").path("comparison");
    assertThat(comparison.path("champion").asInt()).isEqualTo(1);
    assertThat(comparison.path("ks").asDouble()).isBetween(0.0, 0.3);
    assertThat(comparison.path("second").path("p99Micros").asDouble()).isPositive();
    assertThat(ask().values()).containsOnly(1);
  }

  @Test
  @Order(2)
  void aCanaryTakesItsStepsAndMovesNobodyBack() throws IOException, InterruptedException {
    served.deploy(GOOD, "canary", plan(List.of(25, 60), 0.9));
    awaitShare(25);
    Map<String, Integer> first = ask();

    JsonNode grown = askUntil(r -> r.path("canary").path("share").asInt() == 60);
    Map<String, Integer> second = answersOnce(answers -> share(answers) > 0.4);

    assertThat(first.values()).containsOnly(1, GOOD);
    assertThat(share(first)).isBetween(0.1, 0.4);
    assertThat(share(second)).isBetween(0.45, 0.75);
    first.forEach(
        (customer, version) ->
            assertThat(second.get(customer)).as(customer).isGreaterThanOrEqualTo(version));
    assertThat(grown.path("canary").path("state").asText()).isEqualTo("running");
    served.deploy(GOOD, "production", Map.of());
    answersOnce(answers -> share(answers) == 1);
  }

  @Test
  @Order(3)
  void aRollbackUnderLoadGivesNobodyAWrongVersion() throws IOException, InterruptedException {
    Instant returned;
    Load load = Load.on(served);
    try (load) {
      served.server().awaitMoment(Duration.ofMillis(500));
      var answer =
          served.api().post(MODEL + "/rollback", Map.of("version", 1, "reason", "complaints"));
      returned = Instant.now();
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      served.server().awaitMoment(Duration.ofMillis(500));
    }

    assertThat(load.statuses()).containsOnlyKeys(200);
    assertThat(load.answers()).extracting(Load.Answered::version).contains(1, GOOD);
    JsonNode ledger = served.api().read(MODEL + "/deployments").body().path("items");
    for (Load.Answered answered : load.answers()) {
      assertThat(wasLive(ledger, answered, returned)).as("%s by %s", answered, ledger).isTrue();
    }
  }

  /** While the call was under way either may answer; afterwards only what the ledger names. */
  private static boolean wasLive(JsonNode ledger, Load.Answered answered, Instant returned) {
    for (JsonNode row : ledger) {
      Instant from = Instant.parse(row.path("from").asText());
      Instant until =
          row.path("until").isNull() ? Instant.MAX : Instant.parse(row.path("until").asText());
      Instant obeyed = !until.equals(Instant.MAX) && until.isBefore(returned) ? returned : until;
      if (row.path("version").asInt() == answered.version()
          && row.path("stage").asText().equals("PRODUCTION")
          && !answered.received().isBefore(from)
          && !answered.sent().isAfter(obeyed)) {
        return true;
      }
    }
    return false;
  }

  @Test
  @Order(4)
  void aCanaryWhoseScoresLieElsewhereIsSentBack() throws IOException, InterruptedException {
    customers = _ -> IntStream.range(0, 100).mapToObj(i -> ServedModel.row(i % 72)).toList();
    served.deploy(UPSIDE_DOWN, "shadow", Map.of());
    served.deploy(UPSIDE_DOWN, "canary", plan(List.of(50, 100), 0.25));
    awaitShare(50);

    JsonNode routing = askUntil(r -> r.path("canary").path("state").asText().equals("rolled_back"));

    assertThat(routing.path("canary").path("version").asInt()).isEqualTo(UPSIDE_DOWN);
    assertThat(routing.path("canary").path("reason").asText()).contains("Kolmogorov-Smirnov");
    assertThat(routing.path("champion").path("version").asInt()).isEqualTo(1);
    answersOnce(answers -> share(answers) == 0);
    assertThat(served.api().read("/api/v1/alerts?model=" + ServedModel.MODEL).body().path("items"))
        .anyMatch(alert -> alert.path("version").asInt() == UPSIDE_DOWN);
    JsonNode last = served.api().read(MODEL + "/deployments").body().path("items");
    assertThat(last)
        .anyMatch(
            row ->
                row.path("version").asInt() == UPSIDE_DOWN
                    && row.path("stage").asText().equals("RETIRED"));
  }

  private static Map<String, Object> plan(List<Integer> shares, double shift) {
    // Times are not what this tests: the machine may stand still for a moment.
    return Map.of(
        "shares",
        shares,
        "leastSeconds",
        1,
        "answers",
        100,
        "scoreShift",
        shift,
        "latencyFactor",
        1_000);
  }

  /** Those who stay are labelled as leaving: a fine model of the wrong thing. */
  private static Path upsideDown(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Tables.HEADER));
    for (String line : Tables.lines(2_000, 13)) {
      boolean left = line.endsWith("yes");
      lines.add(line.substring(0, line.lastIndexOf(',') + 1) + (left ? "no" : "yes"));
    }
    return Files.write(file, lines);
  }

  private void awaitShare(int share) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (served.api().read(MODEL + "/routing").body().path("canary").path("share").asInt()
        != share) {
      assertThat(System.nanoTime()).as("a share of " + share).isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(100));
    }
    answersOnce(answers -> share(answers) > 0);
  }

  /** An instance reads its routes within a second. */
  private Map<String, Integer> answersOnce(Predicate<Map<String, Integer>> met)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Map<String, Integer> answers = ask();
    while (!met.test(answers)) {
      assertThat(System.nanoTime()).as(answers.toString()).isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(100));
      answers = ask();
    }
    return answers;
  }

  /** Goes on asking until the report of who answers is as awaited. */
  private JsonNode askUntil(Predicate<JsonNode> met) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    JsonNode routing;
    do {
      ask();
      routing = served.api().read(MODEL + "/routing").body();
      assertThat(System.nanoTime()).as(routing.toString()).isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(100));
    } while (!met.test(routing));
    return routing;
  }

  /** Which version answered each of a hundred customers. */
  private Map<String, Integer> ask() throws IOException, InterruptedException {
    asked++;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> customer : customers.apply(asked).subList(0, 100)) {
      var row = new HashMap<>(customer);
      row.put("customer", "asked-" + rows.size());
      rows.add(row);
    }
    var answer = served.api().post(MODEL + "/predictions", Map.of("rows", rows));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    Map<String, Integer> versions = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      versions.put(
          "asked-" + row, answer.body().path("predictions").path(row).path("version").asInt());
    }
    return versions;
  }

  private static double share(Map<String, Integer> versions) {
    return versions.values().stream().filter(version -> version != 1).count()
        / (double) versions.size();
  }
}
