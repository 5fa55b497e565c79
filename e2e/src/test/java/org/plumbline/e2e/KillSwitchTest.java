package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three instances on one database stop within a second of the word of one. */
class KillSwitchTest {
  private static final Duration PROMISED = Duration.ofSeconds(1);

  /** A machine that stands still for a moment fails one attempt; a product that is late, all. */
  private static final int ATTEMPTS = 3;

  @TempDir private Path directory;

  @Test
  void everyInstanceStopsWithinASecondUnderLoad() throws IOException, InterruptedException {
    try (ServedModel first = ServedModel.start(directory.resolve("first"));
        ServedModel second = ServedModel.beside(first, directory.resolve("second"));
        ServedModel third = ServedModel.beside(first, directory.resolve("third"))) {
      List<ServedModel> instances = List.of(first, second, third);
      Duration quickest = Duration.ofDays(1);
      for (int attempt = 0; attempt < ATTEMPTS && quickest.compareTo(PROMISED) > 0; attempt++) {
        Duration latest = lateAnswers(instances);
        quickest = latest.compareTo(quickest) < 0 ? latest : quickest;
      }

      assertThat(quickest).isLessThanOrEqualTo(PROMISED);
      for (ServedModel instance : instances) {
        Api.Answer refused = instance.predict(3);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("code").asText()).isEqualTo("killed");
      }
    }
  }

  /** How long after the switch was on somebody still sent a request that was answered. */
  private static Duration lateAnswers(List<ServedModel> instances)
      throws IOException, InterruptedException {
    ServedModel first = instances.getFirst();
    turn(first, false);
    for (ServedModel instance : instances) {
      while (instance.predict(1).status() != 200) {
        instance.server().awaitMoment(Duration.ofMillis(50));
      }
    }
    List<Load> loads = instances.stream().map(Load::on).toList();
    first.server().awaitMoment(Duration.ofMillis(500));
    turn(first, true);
    Instant on = Instant.now();
    first.server().awaitMoment(Duration.ofSeconds(2));
    loads.forEach(Load::close);
    Instant last = on;
    for (Load load : loads) {
      assertThat(load.statuses()).containsOnlyKeys(200, 409);
      for (Load.Answered answer : load.answers()) {
        last = answer.sent().isAfter(last) ? answer.sent() : last;
      }
    }
    return Duration.between(on, last);
  }

  private static void turn(ServedModel served, boolean on)
      throws IOException, InterruptedException {
    var answer =
        served
            .api()
            .put(
                "/api/v1/models/" + ServedModel.MODEL + "/kill-switch",
                Map.of("on", on, "reason", "a drill"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }
}
