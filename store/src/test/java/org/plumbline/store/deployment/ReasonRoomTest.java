package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;

/** First reasons, from the log to the alert. */
class ReasonRoomTest extends ChurnRoomCase {
  /** Answers of which so many in ten name the plan first. */
  private static List<LoggedPrediction> answers(VersionId version, Instant day, int inTen) {
    List<LoggedPrediction> answers = new ArrayList<>();
    for (LoggedPrediction row : ChurnRoom.rows(version, day, 100, 0)) {
      boolean plan = answers.size() % 10 < inTen;
      answers.add(
          new LoggedPrediction(
              row.id(),
              row.predictedAt(),
              row.version(),
              row.stage(),
              row.entity(),
              row.score(),
              row.slots(),
              List.of("plan"),
              List.of(
                  new LoggedReason(plan ? "plan" : "tenure", 0.7),
                  new LoggedReason(plan ? "tenure" : "plan", 0.2))));
    }
    return answers;
  }

  @Test
  void otherReasonsThanInTheFirstDaysAlert() {
    VersionId v1 = churn.register(5);
    for (int day = 20; day > 0; day--) {
      room.predictionWriter().write(answers(v1, NOW.minus(Duration.ofDays(day)), day > 7 ? 2 : 7));
    }

    room.keeper().catchUp();

    assertThat(room.alertStore().list(null, churn.model, null, 50))
        .filteredOn(alert -> alert.kind() == AlertKind.REASON_DRIFT)
        .singleElement()
        .satisfies(alert -> assertThat(alert.detail()).contains("plan 70.0 % (20.0 % before)"));
    assertThat(room.readings().of(v1))
        .filteredOn(one -> one.measure().equals("reasonVariation"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.points().getFirst().value()).as("the first days").isNull();
              assertThat(one.points().getLast().value()).isEqualTo(0.5);
            });
  }
}
