package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.AnswerMemory.Remembered;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.store.TestDatabase;

@Timeout(60)
class AnswerMemorySqlTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final ModelName CHURN = new ModelName("churn");

  private final SqlPredictionWriter writer = new SqlPredictionWriter(TEST.database());
  private final SqlPredictions predictions = new SqlPredictions(TEST.database());
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final SqlAnswerMemory memory = new SqlAnswerMemory(TEST.database(), writer, () -> now);

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void theFirstAnswerCountsAndIsLoggedOnce() {
    AnswerMemory.Key key = key();
    LoggedPrediction first = row();
    LoggedPrediction second = row();

    Remembered given = memory.remember(key, answer(1), List.of(first));
    Remembered repeated = memory.remember(key, answer(2), List.of(second));

    assertThat(given).isEqualTo(answer(1));
    assertThat(repeated).isEqualTo(answer(1));
    assertThat(memory.find(key)).contains(answer(1));
    assertThat(predictions.find(first.id())).contains(first);
    assertThat(predictions.find(second.id())).isEmpty();
  }

  @Test
  void keysOfOtherCallersAndModelsAreOthers() {
    AnswerMemory.Key key = key();
    memory.remember(key, answer(1), List.of(row()));

    assertThat(memory.find(new AnswerMemory.Key(CHURN, "ben", key.text()))).isEmpty();
    assertThat(memory.find(new AnswerMemory.Key(new ModelName("other"), "ana", key.text())))
        .isEmpty();
  }

  @Test
  void isForgottenAfterADay() {
    AnswerMemory.Key key = key();
    memory.remember(key, answer(1), List.of(row()));

    now = now.plus(Duration.ofDays(1));

    assertThat(memory.find(key)).isEmpty();
    assertThat(memory.remember(key, answer(2), List.of(row()))).isEqualTo(answer(2));
    assertThat(memory.find(key)).contains(answer(2));
  }

  @Test
  void rowsThatCannotBeLoggedLeaveNoKey() {
    AnswerMemory.Key key = key();
    LoggedPrediction known = row();
    writer.write(List.of(known));

    assertThatThrownBy(() -> memory.remember(key, answer(1), List.of(row(), known)))
        .isInstanceOf(PlumblineException.class);
    assertThat(memory.find(key)).isEmpty();
  }

  @Test
  void ofManyAtOnceOneIsLogged() {
    AnswerMemory.Key key = key();
    List<LoggedPrediction> rows = new ArrayList<>();
    List<CompletableFuture<Remembered>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      LoggedPrediction row = row();
      Remembered answer = answer(i);
      rows.add(row);
      all.add(
          CompletableFuture.supplyAsync(
              () -> memory.remember(key, answer, List.of(row)), Thread::startVirtualThread));
    }

    List<Remembered> given = all.stream().map(CompletableFuture::join).distinct().toList();

    assertThat(given).hasSize(1);
    assertThat(rows.stream().filter(row -> predictions.find(row.id()).isPresent())).hasSize(1);
  }

  private static AnswerMemory.Key key() {
    return new AnswerMemory.Key(CHURN, "ana", UUID.randomUUID().toString());
  }

  private static Remembered answer(int number) {
    return new Remembered(new byte[] {1}, new byte[] {(byte) number});
  }

  private static LoggedPrediction row() {
    return new LoggedPrediction(
        UUID.randomUUID(),
        Instant.parse("2026-11-20T12:00:00Z"),
        VersionId.of("churn", 1),
        Stage.PRODUCTION,
        "E",
        0.5,
        new double[] {1},
        List.of(),
        List.of());
  }
}
