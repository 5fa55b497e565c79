package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PerformanceReport;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class LabelHorizonRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant MONDAY = Instant.parse("2026-11-02T12:00:00Z");
  private static final Instant FRIDAY = MONDAY.plus(Duration.ofDays(4));

  @TempDir private Path objects;
  private volatile Instant now = FRIDAY.plus(Duration.ofHours(1));
  private ChurnRoom churn;
  private VersionId version;
  private List<LoggedPrediction> monday;
  private List<LoggedPrediction> friday;

  @BeforeEach
  void aWeekOfAnswersWithLabels() {
    churn = new ChurnRoom(DATABASE, objects, () -> now);
    version = churn.register(1);
    churn.bring(version, Stage.PRODUCTION, null);
    monday = answer(MONDAY);
    friday = answer(FRIDAY);
    label(monday, false);
    label(friday, false);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void labelsCountAsTheyComeUnlessSomebodySaysOtherwise() {
    churn.room.keeper().catchUp();

    assertThat(week().labelled()).isEqualTo(120);
    assertThat(week().mature()).isEqualTo(120);
    assertThat(churn.room.horizons().of(churn.model).days()).isZero();
  }

  @Test
  void onlyAnswersCountWhoseHorizonHasPassedAndTheWeekGrowsDayByDay() {
    churn.room.keeper().catchUp();
    churn.room.horizons().set(churn.model, 10, "who leaves does so in ten days", ChurnRoom.ANA);
    churn.room.keeper().catchUp();

    assertThat(week().labelled()).isZero();
    assertThat(week().mature()).isZero();
    assertThat(week().predictions()).isEqualTo(120);
    assertThat(week().metrics()).isEmpty();

    /* The day after the horizon of Monday's answers. */
    now = MONDAY.plus(Duration.ofDays(11));
    churn.room.keeper().catchUp();

    assertThat(week().labelled()).isEqualTo(60);
    assertThat(week().mature()).isEqualTo(60);
    assertThat(week().metrics()).containsKey("brier");

    now = FRIDAY.plus(Duration.ofDays(11));
    churn.room.keeper().catchUp();

    assertThat(week().labelled()).isEqualTo(120);
    assertThat(report().horizonDays()).isEqualTo(10);
    assertThat(churn.audited("labels.horizon")).isEqualTo(1);
  }

  @Test
  void aCorrectedLabelOpensAMatureWeekAgain() {
    churn.room.horizons().set(churn.model, 10, "agreed", ChurnRoom.ANA);
    now = FRIDAY.plus(Duration.ofDays(30));
    churn.room.keeper().catchUp();
    assertThat(week().observedRate()).isZero();

    label(monday, true);
    churn.room.keeper().catchUp();

    assertThat(week().observedRate()).isEqualTo(0.5);
  }

  @Test
  void takingTheHorizonBackCountsAllAgain() {
    churn.room.horizons().set(churn.model, 10, "agreed", ChurnRoom.ANA);
    churn.room.keeper().catchUp();
    churn.room.horizons().set(churn.model, 0, "labels come at once now", ChurnRoom.BOB);
    churn.room.keeper().catchUp();

    assertThat(week().labelled()).isEqualTo(120);
  }

  @Test
  void refusesDaysThatAreNone() {
    assertThatThrownBy(() -> churn.room.horizons().set(churn.model, -1, "x", ChurnRoom.ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    assertThatThrownBy(() -> churn.room.horizons().set(churn.model, 1, " ", ChurnRoom.ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MISSING_FIELD));
  }

  private List<LoggedPrediction> answer(Instant at) {
    var model = churn.lineup().champion().model();
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double[] slots = {i, i % 2};
      rows.add(
          new LoggedPrediction(
              UUID.randomUUID(),
              at,
              version,
              Stage.PRODUCTION,
              "C" + i,
              model.score(slots),
              slots,
              List.of(),
              List.of()));
    }
    churn.room.predictionWriter().write(rows);
    return rows;
  }

  private void label(List<LoggedPrediction> rows, boolean value) {
    var _ =
        churn
            .room
            .labels()
            .record(
                churn.model,
                rows.stream().map(row -> Label.of(row.id(), value)).toList(),
                ChurnRoom.ANA);
  }

  private PerformanceReport report() {
    return churn.room.performance().of(version);
  }

  private PerformanceReport.Window week() {
    assertThat(report().windows()).hasSize(1);
    return report().windows().getFirst();
  }
}
