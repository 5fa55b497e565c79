package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Customers are answered by their id alone, from the newest features that were published. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityPredictionsTest {
  private static final String MODEL = "/api/v1/models/" + ServedModel.MODEL;
  private static final String HEADER = "customer,tenure,plan,charges,support_calls,as_of";

  @TempDir private static Path directory;
  private ServedModel served;
  private Api api;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    served = ServedModel.start(directory.resolve("home"));
    api = served.api();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void anEntityIsAnsweredAsItsNewestRowIsAndReplaysToTheLastBit() throws Exception {
    publish("c-1,7,monthly,70.5,2,2026-03-01", "c-2,60,two years,,0,2026-03-01");
    publish("c-1,1,monthly,99,7,2026-02-01");
    var row =
        Map.of(
            "customer", "c-1", "tenure", 7, "plan", "monthly", "charges", 70.5, "support_calls", 2);

    JsonNode byRow =
        api.post(MODEL + "/predictions", Map.of("rows", List.of(row), "explain", 2)).body();
    var answer =
        api.post(
            MODEL + "/entity-predictions", Map.of("entities", List.of("c-2", "c-1"), "explain", 2));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode told = answer.body().at("/predictions/1");
    assertThat(told.path("score")).isEqualTo(byRow.at("/predictions/0/score"));
    assertThat(told.path("reasons")).isEqualTo(byRow.at("/predictions/0/reasons"));
    assertThat(told.path("asOf").asText()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(told.path("ageSeconds").asDouble()).isPositive();
    assertThat(byRow.at("/predictions/0").has("asOf")).isFalse();

    // What holds of the customer changes; what was answered does not.
    publish("c-1,50,yearly,20,0,2026-03-02");
    String id = told.path("id").asText();
    JsonNode logged = api.read(MODEL + "/predictions/" + id).body();
    assertThat(logged.path("entity").asText()).isEqualTo("c-1");
    assertThat(logged.toString()).contains("70.5");
    var replay = Program.run(served.home(), "replay", id);
    assertThat(replay.exitCode()).as(replay.errors()).isZero();
  }

  @Test
  void whoIsNotKnownIsNamed() throws Exception {
    publish("c-3,7,monthly,70.5,2,2026-03-01");

    var unknown = entities("c-3", "c-nobody");
    var none = entities();

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().path("detail").asText()).contains("'c-nobody'").contains("publish");
    assertThat(none.status()).isEqualTo(422);
    assertThat(api.read(MODEL + "/features/c-3").body().at("/features/plan").asText())
        .isEqualTo("monthly");
  }

  @Test
  void aStaleRowMeetsItsSafeguard() throws Exception {
    publish("c-old,7,monthly,70.5,2,2020-01-01");
    int revision = api.read(MODEL + "/safeguards").body().at("/current/revision").asInt();
    var set =
        api.put(
            MODEL + "/safeguards",
            Map.of(
                "revision",
                revision,
                "reason",
                "tests",
                "safeguards",
                Map.of("staleness", Map.of("most", "P1D", "reaction", "REFUSE"))));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    try {
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      var answer = entities("c-old");
      while (answer.status() == 200 && System.nanoTime() < end) {
        served.server().awaitMoment(Duration.ofMillis(200));
        answer = entities("c-old");
      }

      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.body().path("code").asText()).isEqualTo("guarded");
      assertThat(served.predict(3).status()).isEqualTo(200);
    } finally {
      api.put(
          MODEL + "/safeguards",
          Map.of("revision", revision + 1, "reason", "tests end", "safeguards", Map.of()));
    }
  }

  @Test
  void theCommandsDoTheSame() throws Exception {
    Path file = directory.resolve("snapshot.csv");
    Files.write(file, List.of(HEADER, "c-9,7,monthly,70.5,2,2026-03-01"));

    var published =
        Program.run(
            served.home(), "features", "publish", ServedModel.MODEL, "--file", file.toString());
    var shown = Program.run(served.home(), "features", "show", ServedModel.MODEL, "c-9");
    var listed = Program.run(served.home(), "features", "list", ServedModel.MODEL);
    var unknown = Program.run(served.home(), "features", "show", ServedModel.MODEL, "nobody");

    assertThat(published.exitCode()).as(published.errors()).isZero();
    assertThat(published.output()).contains("1 rows published as of 2026-03-01T00:00:00Z");
    assertThat(shown.output())
        .as(shown.errors())
        .contains("c-9 as of 2026-03-01T00:00:00Z")
        .contains("70.5");
    assertThat(listed.output()).contains("AS OF").contains("2026-03-01T00:00:00Z");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors()).contains("'nobody'");
  }

  private void publish(String... lines) throws IOException, InterruptedException {
    String csv = HEADER + "\n" + String.join("\n", lines) + "\n";
    var answer = api.call("POST", MODEL + "/features", csv);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private Api.Answer entities(String... entities) throws IOException, InterruptedException {
    return api.post(MODEL + "/entity-predictions", Map.of("entities", List.of(entities)));
  }
}
