package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a real server jumps under load; that of its database stands. */
class ClockJumpTest {
  private static final Duration AHEAD = Duration.ofHours(30);
  private static final Duration BEHIND = Duration.ofHours(-1);
  private static final Duration HEARD = Duration.ofMillis(300);
  private static final Duration MOMENT = Duration.ofSeconds(3);

  @TempDir private Path directory;

  @Test
  void jumpsForwardAndBackLoseNothingAndStopNothing() throws Exception {
    PlantedFaults clock = PlantedFaults.in(directory.resolve("faults"));
    try (var served = ServedModel.start(directory.resolve("home"), clock.settings());
        var follower = new Follower()) {
      Api byKey = served.api().with(key(served));
      await(served, () -> knows(byKey));
      follower.bySocket(served, byKey);
      await(served, follower::following);
      stopUntil(served, Instant.now().plus(Duration.ofHours(2)));
      int entries = entries(served);
      Set<String> acknowledged = new HashSet<>();
      int answers = 0;
      for (Duration offset : List.of(Duration.ZERO, AHEAD, BEHIND)) {
        clock.jumpTo(offset);
        served.server().awaitMoment(HEARD);
        Load load = Load.by(byKey);
        try (load) {
          served.server().awaitMoment(MOMENT);
        }

        assertThat(load.statuses().keySet()).as("%s at %s", load.statuses(), offset).contains(200);
        assertThat(load.statuses().keySet()).isSubsetOf(200, 503);
        acknowledged.addAll(load.acknowledged());
        answers += load.answers().size();
        int status = served.api().read("/api/v1/models").status();
        assertThat(status).as("the token of before").isEqualTo(offset.isPositive() ? 401 : 200);
        served.signIn();
        assertThat(answeredAt(served, load.acknowledged().iterator().next()))
            .isCloseTo(Instant.now().plus(offset), within(1, ChronoUnit.MINUTES));
        await(served, () -> follower.seen().containsAll(acknowledged));
      }

      assertThat(acknowledged).as("each id once").hasSize(answers);
      LoggedAnswers.assertAll(served, acknowledged);
      assertThat(ends(served)).as("the end of the stop, once").isEqualTo(1);
      assertThat(entries(served) - entries).as("entries of the audit trail").isLessThan(30);
      var verified = Program.run(served.home(), "audit", "verify", "--json");
      assertThat(verified.output()).contains("\"valid\":true");
    }
  }

  private static String key(ServedModel served) throws Exception {
    var made = Program.run(served.home(), "user", "api-key", "admin", "--json");
    assertThat(made.exitCode()).as(made.errors()).isZero();
    return new ObjectMapper().readTree(made.output()).path("key").asText();
  }

  /** A server hears within a second of a key that was made elsewhere. */
  private static boolean knows(Api key) {
    try {
      return key.read("/api/v1/models").status() == 200;
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Of rows that nobody asks about here. */
  private static void stopUntil(ServedModel served, Instant until) throws Exception {
    var answer =
        served
            .api()
            .put(
                "/api/v1/kill-switches",
                Map.of(
                    "scope",
                    "segment",
                    "model",
                    ServedModel.MODEL,
                    "feature",
                    "plan",
                    "value",
                    "yearly",
                    "on",
                    true,
                    "reason",
                    "until the evening",
                    "until",
                    until.toString()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static int entries(ServedModel served) throws Exception {
    return served
        .api()
        .read("/api/v1/audit/entries?limit=1")
        .body()
        .at("/items/0/sequence")
        .asInt();
  }

  /** How often a stop ended by itself. */
  private static int ends(ServedModel served) throws Exception {
    int ends = 0;
    for (JsonNode turn : served.api().read("/api/v1/kill-switches/history").body().path("items")) {
      ends += turn.path("by").asText().equals("system:kill-switch") ? 1 : 0;
    }
    return ends;
  }

  private static Instant answeredAt(ServedModel served, String id) throws Exception {
    var answer = served.api().read("/api/v1/models/" + ServedModel.MODEL + "/predictions/" + id);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return Instant.parse(answer.body().path("predictedAt").asText());
  }

  private static void await(ServedModel served, BooleanSupplier met) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within half a minute").isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(50));
    }
  }
}
