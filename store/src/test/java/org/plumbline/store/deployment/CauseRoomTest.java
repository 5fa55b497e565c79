package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.cause.ScoreShift;

/** What moved the score of a version, from its logged answers. */
class CauseRoomTest extends ChurnRoomCase {
  private VersionId version;

  @BeforeEach
  void register() {
    version = churn.register(ChurnRoom.slope(2));
  }

  @Test
  void theFeatureThatDriftedIsToldWithWhatItDidToTheScore() {
    answered(20, 3_000, 0);
    answered(3, 600, 1);

    ScoreShift shift = churn.room.scoreShifts().of(version, null, null);

    assertThat(shift.reference().answers()).isEqualTo(3_000);
    assertThat(shift.reference().sampled()).isEqualTo(2_000);
    assertThat(shift.current().sampled()).isEqualTo(600);
    // The tenure moved by one deviation and weighs two.
    assertThat(shift.shift().value()).isCloseTo(2, within(0.3));
    assertThat(shift.features().getFirst().feature()).isEqualTo("tenure");
    assertThat(shift.features().getFirst().shift().value())
        .isCloseTo(shift.shift().value(), within(1e-9));
    assertThat(shift.segments())
        .extracting(ScoreShift.Segment::value)
        .containsExactlyInAnyOrder("basic", "gold");
    assertThat(shift.segments()).allMatch(one -> "tenure".equals(one.drivenBy()));
    assertThat(shift.segments().stream().mapToDouble(one -> one.mix() + one.within()).sum())
        .isCloseTo(shift.shift().value(), within(1e-9));
    assertThat(churn.room.scoreShifts().of(version, null, null)).isEqualTo(shift);
  }

  @Test
  void tooFewAnswersOrNoLaterSpanIsRefusedWithTheReason() {
    assertThatThrownBy(() -> churn.room.scoreShifts().of(version, null, null))
        .hasMessageContaining("has not answered yet");

    answered(20, 200, 0);
    assertThatThrownBy(() -> churn.room.scoreShifts().of(version, null, null))
        .hasMessageContaining("first seven days");

    answered(3, 99, 0);
    assertThatThrownBy(() -> churn.room.scoreShifts().of(version, null, null))
        .hasMessageContaining("99 answers");
    assertThatThrownBy(
            () -> churn.room.scoreShifts().of(version, NOW, NOW.minus(Duration.ofDays(1))))
        .hasMessageContaining("must last");
  }

  private void answered(int daysAgo, int count, double shift) {
    Instant day = NOW.minus(Duration.ofDays(daysAgo));
    churn.room.predictionWriter().write(ChurnRoom.rows(version, day, count, shift));
    churn.room.keeper().catchUp();
  }
}
