package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A model that throws costs its own requests alone, on a real server whose model truly throws. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThrowingModelTest {
  private static final String MODEL = "/api/v1/models/" + ServedModel.MODEL;
  private static final String NEIGHBOUR = "neighbour";
  private static final int SECOND = 2;

  @TempDir private static Path directory;
  private PlantedFaults faults;
  private ServedModel served;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    faults = PlantedFaults.in(directory.resolve("faults"));
    served = ServedModel.start(directory.resolve("home"), faults.settings());
    Path later = Tables.customers(directory.resolve("later.csv"), 1_000, 12);
    ServedModel.train(served.home(), later);
    ServedModel.train(served.home(), later, NEIGHBOUR);
    served.deploy(NEIGHBOUR, 1, "production", Map.of());
    await(() -> served.predict(NEIGHBOUR, 1), answer -> answer.status() == 200);
  }

  @AfterEach
  void heal() throws IOException {
    faults.heal();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  @Order(1)
  void itsRequestsAreRefusedClearlyUntilItIsWell() throws Exception {
    int before = LoggedAnswers.of(served).size();
    Load load = Load.on(served);
    List<Api.Answer> refused = new ArrayList<>();
    try (load) {
      served.server().awaitMoment(Duration.ofMillis(300));
      faults.failToScore(baseline(1));
      await(() -> served.predict(3), answer -> answer.status() != 200);
      for (int i = 0; i < 20; i++) {
        refused.add(served.predict(i));
        assertThat(served.predict(NEIGHBOUR, i).status()).isEqualTo(200);
      }
      faults.heal();
      await(() -> served.predict(3), answer -> answer.status() == 200);
    }

    assertThat(refused)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.headers().get("Content-Type")).contains("application/problem+json");
              assertThat(answer.headers()).containsKey("Retry-After");
              assertThat(answer.body().path("code").asText()).isEqualTo("model-failed");
            })
        .last()
        .satisfies(
            answer -> assertThat(answer.body().path("detail").asText()).contains("left alone"));
    assertThat(load.statuses()).containsOnlyKeys(200, 503);
    List<String> logged = LoggedAnswers.assertAll(served, load.acknowledged());
    assertThat(logged.size() - before)
        .as("what is in the log beside what was answered: the single questions of this test")
        .isBetween(load.acknowledged().size(), load.acknowledged().size() + 4);
  }

  @Test
  @Order(2)
  void theLogNamesEachIncidentOnceAndIsNotFlooded() {
    String log = served.server().everything();

    List<String> incidents =
        log.lines().filter(line -> line.contains("planted in score)")).toList();
    List<String> ids =
        incidents.stream().map(line -> line.replaceAll(".*Request (\\S+?)[: ].*", "$1")).toList();

    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    assertThat(log.lines().filter(line -> line.contains("left alone"))).isEmpty();
    assertThat(log.length()).isLessThan(500_000);
  }

  @Test
  @Order(3)
  void aShadowThatThrowsIsCountedAndTheAnswersAreUntouched() throws Exception {
    served.deploy(SECOND, "shadow", Map.of());
    faults.failToScore(baseline(SECOND));
    faults.asError();

    JsonNode routing =
        askUntil(
            r -> r.path("shadow").path("comparison").path("second").path("errors").asInt() > 50);

    assertThat(routing.path("shadow").path("comparison").path("second").path("answers").asInt())
        .isZero();
  }

  @Test
  @Order(4)
  void aCanaryThatThrowsIsSentBackThoughAConstantWouldStandInForItsModel() throws Exception {
    guard(0, List.of(Map.of("kind", "CONSTANT", "score", 0.5)));
    served.deploy(
        SECOND,
        "canary",
        Map.of("shares", List.of(50, 100), "leastSeconds", 600, "latencyFactor", 1_000));
    faults.failToScore(baseline(SECOND));

    JsonNode routing = askUntil(r -> r.path("canary").path("state").asText().equals("rolled_back"));

    assertThat(routing.path("canary").path("reason").asText())
        .contains("answers of the challenger failed");
    assertThat(routing.path("champion").path("version").asInt()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void theFormerVersionStandsInAndWhenItThrowsTooTheConstant() throws Exception {
    for (String stage : List.of("shadow", "canary", "production")) {
      served.deploy(SECOND, stage, Map.of());
    }
    for (int i = 0; i < 4; i++) {
      await(() -> served.predict(1), ThrowingModelTest::isOfTheSecond);
    }
    guard(1, List.of(Map.of("kind", "PREVIOUS_VERSION"), Map.of("kind", "CONSTANT", "score", 0.5)));
    double former = baseline(1);
    double second = baseline(SECOND);
    Set<String> acknowledged = new HashSet<>();

    faults.failToExplain(second);
    var explained = explain(3);
    var plain = served.predict(3);
    faults.failToScore(second);
    var byFormer = served.predict(4);
    faults.failToScore(former);
    faults.asError();
    var byConstant = served.predict(5);
    faults.heal();
    var own = await(() -> served.predict(6), ThrowingModelTest::isOfTheSecond);

    assertThat(safeguard(explained)).as(explained.text()).isEqualTo("PREVIOUS_VERSION");
    assertThat(safeguard(plain)).isEmpty();
    assertThat(version(plain)).isEqualTo(SECOND);
    assertThat(version(byFormer)).isEqualTo(1);
    assertThat(safeguard(byFormer)).isEqualTo("PREVIOUS_VERSION");
    assertThat(safeguard(byConstant)).isEqualTo("CONSTANT");
    assertThat(first(byConstant).path("score").asDouble()).isEqualTo(0.5);
    for (var answer : List.of(explained, plain, byFormer, byConstant, own)) {
      acknowledged.add(first(answer).path("id").asText());
    }
    LoggedAnswers.assertAll(served, acknowledged);
  }

  private void guard(int replaced, List<Map<String, Object>> fallbacks)
      throws IOException, InterruptedException {
    var answer =
        served
            .api()
            .put(
                MODEL + "/safeguards",
                Map.of(
                    "revision",
                    replaced,
                    "reason",
                    "nobody is to wait for a broken model",
                    "safeguards",
                    Map.of("failure", "FALL_BACK", "fallbacks", fallbacks)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** What tells the versions apart for the faults. */
  private double baseline(int version) throws IOException, InterruptedException {
    var answer =
        served
            .api()
            .post(
                MODEL + "/predictions?version=" + version,
                Map.of("rows", List.of(ServedModel.row(1)), "explain", 1));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return first(answer).path("baseline").asDouble();
  }

  private Api.Answer explain(int tenure) throws IOException, InterruptedException {
    return served
        .api()
        .post(
            MODEL + "/predictions", Map.of("rows", List.of(ServedModel.row(tenure)), "explain", 2));
  }

  private static JsonNode first(Api.Answer answer) {
    return answer.body().path("predictions").path(0);
  }

  private static int version(Api.Answer answer) {
    return first(answer).path("version").asInt();
  }

  private static boolean isOfTheSecond(Api.Answer answer) {
    return version(answer) == SECOND && safeguard(answer).isEmpty();
  }

  private static String safeguard(Api.Answer answer) {
    return first(answer).path("safeguard").path("action").asText("");
  }

  /** Asks a hundred customers again and again: each is answered by the champion's own model. */
  private JsonNode askUntil(Predicate<JsonNode> met) throws Exception {
    long[] round = new long[1];
    return await(
            () -> {
              var rows = Tables.rows(120, ++round[0]).subList(0, 100);
              var answer = served.api().post(MODEL + "/predictions", Map.of("rows", rows));
              assertThat(answer.status()).as(answer.text()).isEqualTo(200);
              assertThat(answer.body().path("predictions"))
                  .allSatisfy(
                      row -> {
                        assertThat(row.path("version").asInt()).isEqualTo(1);
                        assertThat(row.path("safeguard").isNull()).isTrue();
                      });
              return served.api().read(MODEL + "/routing");
            },
            answer -> met.test(answer.body()))
        .body();
  }

  private Api.Answer await(Callable<Api.Answer> question, Predicate<Api.Answer> met)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (true) {
      Api.Answer answer = ask(question);
      if (met.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).as(answer.text()).isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(100));
    }
  }

  private static Api.Answer ask(Callable<Api.Answer> question)
      throws IOException, InterruptedException {
    try {
      return question.call();
    } catch (IOException | InterruptedException | RuntimeException known) {
      throw known;
    } catch (Exception other) {
      throw new IllegalStateException(other);
    }
  }
}
