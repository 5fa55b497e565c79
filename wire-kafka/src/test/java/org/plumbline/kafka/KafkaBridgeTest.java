package org.plumbline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionWriter;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;

/** Against a real broker and a real log. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaBridgeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private Broker broker;

  @BeforeAll
  void start() throws IOException {
    broker = Broker.start();
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void answersAnEventByTheModelOfItsSubject() throws IOException {
    KafkaSettings settings = broker.settings("answers", 1);
    try (var test = TestDatabase.fresh();
        var service = service(test, writer -> writer);
        var _ = KafkaBridge.start(settings, service.answers())) {
      broker.send(settings.requests(), "C-1", event("e1", now, "{\"tenure\":3},{\"tenure\":4}"));

      var answer = broker.await(settings.predictions(), found -> found.size() == 1).getFirst();

      assertThat(answer.key()).isEqualTo("C-1");
      JsonNode event = JSON.readTree(answer.value());
      assertThat(event.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.path("type").asText()).isEqualTo(AnswerEvents.ANSWERED);
      assertThat(event.path("subject").asText()).isEqualTo("churn");
      assertThat(event.path("data").path("request").path("id").asText()).isEqualTo("e1");
      JsonNode predictions = event.path("data").path("predictions");
      assertThat(predictions).hasSize(2);
      for (JsonNode prediction : predictions) {
        LoggedPrediction row =
            service
                .watch()
                .predictions()
                .find(UUID.fromString(prediction.path("id").asText()))
                .orElseThrow();
        assertThat(prediction.path("score").asDouble()).isEqualTo(row.score());
        assertThat(prediction.path("version").asInt()).isEqualTo(1);
        assertThat(row.predictedAt()).isEqualTo(now);
      }
    }
  }

  @Test
  void aCopyOfAnEventGetsTheSameAnswerAndNoSecondRow() {
    KafkaSettings settings = broker.settings("copies", 1);
    try (var test = TestDatabase.fresh();
        var service = service(test, writer -> writer);
        var _ = KafkaBridge.start(settings, service.answers())) {
      for (int copy = 0; copy < 3; copy++) {
        broker.send(settings.requests(), event("timed", now, "{\"tenure\":3}"), now);
        broker.send(
            settings.requests(), event("untimed", null, "{\"tenure\":3}"), now.minusSeconds(copy));
        broker.await(settings.predictions(), atLeast(2 * copy + 2));
      }

      var answers = broker.await(settings.predictions(), atLeast(6));

      Set<String> distinct = new HashSet<>();
      answers.forEach(answer -> distinct.add(answer.value().replaceAll("\"time\":\"[^\"]*\"", "")));
      assertThat(answers).hasSize(6);
      assertThat(distinct).hasSize(2);
      assertThat(service.logged()).containsExactly(2, 2);
    }
  }

  @Test
  void whatCannotBeAnsweredGoesToItsOwnTopicWithTheProblem() throws IOException {
    KafkaSettings settings = broker.settings("refusals", 1);
    try (var test = TestDatabase.fresh();
        var service = service(test, writer -> writer);
        var _ = KafkaBridge.start(settings, service.answers())) {
      broker.send(settings.requests(), "a", "not json");
      broker.send(settings.requests(), "b", event("e1", now, "{\"tenure\":\"many\"}"));
      broker.send(
          settings.requests(), "c", event("e2", now, "{\"tenure\":1}").replace("churn", "nobody"));
      broker.send(settings.requests(), "d", event("e3", now.minusSeconds(900_000), "{}"));
      broker.send(settings.requests(), "e", event("e4", now, "{\"tenure\":1}"));

      var refused = broker.await(settings.refused(), atLeast(4));
      var answered = broker.await(settings.predictions(), atLeast(1));

      assertThat(refused).extracting(ConsumerRecord::key).containsExactly("a", "b", "c", "d");
      assertThat(refused)
          .extracting(record -> code(record.value()))
          .containsExactly("bad-request", "invalid-field", "not-serving", "invalid-field");
      JsonNode second = JSON.readTree(refused.get(1).value()).path("data");
      assertThat(second.path("problem").path("errors").path(0).path("field").asText())
          .isEqualTo("tenure");
      assertThat(second.path("place").asText()).isEqualTo(settings.requests() + "/0/1");
      assertThat(JSON.readTree(second.path("request").asText()).path("id").asText())
          .isEqualTo("e1");
      assertThat(answered).extracting(ConsumerRecord::key).containsExactly("e");
    }
  }

  @Test
  void waitsForALogThatIsAwayAndRefusesNothing() {
    KafkaSettings settings = broker.settings("away", 1);
    var failures = new AtomicInteger();
    try (var test = TestDatabase.fresh();
        var service = service(test, writer -> failing(writer, failures, 5));
        var _ = KafkaBridge.start(settings, service.answers())) {
      for (int i = 0; i < 50; i++) {
        broker.send(settings.requests(), "k", event("e" + i, now, "{\"tenure\":1}"));
      }

      var answers = broker.await(settings.predictions(), atLeast(50));

      assertThat(failures.get()).isGreaterThanOrEqualTo(5);
      assertThat(requests(answers)).hasSize(50);
      assertThat(answers).hasSize(50);
      assertThat(service.logged()).containsExactly(50, 50);
    }
  }

  @Test
  void instancesComeAndGoAndEachEventIsAnsweredOnce() {
    KafkaSettings settings = broker.settings("members", 4);
    try (var test = TestDatabase.fresh();
        var service = service(test, writer -> writer)) {
      KafkaBridge first = KafkaBridge.start(settings, service.answers());
      send(settings, 0, 300);
      broker.await(settings.predictions(), atLeast(50));
      KafkaBridge second = KafkaBridge.start(settings, service.answers());
      send(settings, 300, 600);
      broker.await(settings.predictions(), atLeast(350));
      first.close();
      send(settings, 600, 900);

      var answers = broker.await(settings.predictions(), atLeast(900));
      second.close();

      assertThat(answers).hasSize(900);
      assertThat(requests(answers)).hasSize(900);
      assertThat(service.logged()).containsExactly(900, 900);
    }
  }

  @Test
  void aKilledInstanceLosesAndDoublesNothing(@TempDir Path directory) throws Exception {
    KafkaSettings settings = broker.settings("killed", 1);
    Home home = Home.open(directory);
    String run = UUID.randomUUID().toString();
    try (Database database = Database.open(home, Map.of());
        var service = new AnsweringService(database, home, writer -> writer)) {
      long[] before = service.logged();
      IntStream.range(0, 2_000)
          .forEach(
              i ->
                  broker.send(settings.requests(), "k" + i, event(run + i, now, "{\"tenure\":1}")));
      for (int kill = 1; kill <= 3; kill++) {
        Process child = child(directory, settings);
        broker.await(settings.predictions(), atLeast(kill * 200));
        child.destroyForcibly();
        child.waitFor();
      }
      try (var _ = KafkaBridge.start(settings, service.answers())) {
        var answers = broker.await(settings.predictions(), atLeast(2_000));

        assertThat(answers).hasSize(2_000);
        assertThat(requests(answers)).hasSize(2_000);
        assertThat(service.logged()).containsExactly(before[0] + 2_000, before[1] + 2_000);
      }
    }
  }

  private Process child(Path home, KafkaSettings settings) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            // It lives for seconds.
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AnsweringProgram.class.getName(),
            home.toString(),
            settings.brokers(),
            settings.group())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void send(KafkaSettings settings, int from, int to) {
    for (int i = from; i < to; i++) {
      broker.send(settings.requests(), "k" + i, event("e" + i, now, "{\"tenure\":1}"));
    }
  }

  private static AnsweringService service(
      TestDatabase test, java.util.function.UnaryOperator<PredictionWriter> writer) {
    try {
      return new AnsweringService(
          test.database(), Home.open(Files.createTempDirectory("answering")), writer);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A log that is away for its first few commits. */
  private static PredictionWriter failing(
      PredictionWriter writer, AtomicInteger failures, int times) {
    return rows -> {
      if (failures.get() < times) {
        failures.incrementAndGet();
        throw PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "away");
      }
      writer.write(rows);
    };
  }

  private static java.util.function.Predicate<List<ConsumerRecord<String, String>>> atLeast(
      int records) {
    return found -> found.size() >= records;
  }

  private static Set<String> requests(List<ConsumerRecord<String, String>> answers) {
    Set<String> ids = new HashSet<>();
    for (ConsumerRecord<String, String> answer : answers) {
      ids.add(tree(answer.value()).path("data").path("request").path("id").asText());
    }
    return ids;
  }

  private static String code(String refused) {
    return tree(refused).path("data").path("problem").path("code").asText();
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String event(
      String id, @org.jspecify.annotations.Nullable Instant time, String rows) {
    return """
    {"specversion":"1.0","type":"org.plumbline.prediction.requested","source":"/crm",\
    "id":"%s",%s"subject":"churn","datacontenttype":"application/json",\
    "data":{"rows":[%s]}}\
    """
        .formatted(id, time == null ? "" : "\"time\":\"" + time + "\",", rows);
  }
}
