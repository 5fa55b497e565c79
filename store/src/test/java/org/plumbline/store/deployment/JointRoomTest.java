package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.ReadingLine;

/** Whole rows of windows against those that versions keep of their reference. */
class JointRoomTest extends ChurnRoomCase {
  private void answer(VersionId version, int daysAgo, int rows, double shift) {
    room.predictionWriter()
        .write(ChurnRoom.rows(version, now.minus(Duration.ofDays(daysAgo)), rows, shift));
    room.keeper().catchUp();
  }

  private ReadingLine reading(VersionId version) {
    return room.readings().of(version).stream()
        .filter(one -> one.measure().equals("jointAuc"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rowsThatAreToldApartAlertAndAreLookedAtOnceAWeek() {
    VersionId v1 = churn.registerSampled(5);
    answer(v1, 1, 900, 0);

    room.jointKeeper().look();

    assertThat(reading(v1).points())
        .singleElement()
        .satisfies(point -> assertThat(point.value()).isBetween(0.4, 0.6));

    now = now.plus(Duration.ofDays(3));
    answer(v1, 1, 900, 1);
    room.jointKeeper().look();
    assertThat(reading(v1).points()).as("too early").hasSize(1);

    now = now.plus(Duration.ofDays(4));
    answer(v1, 1, 900, 1);
    room.jointKeeper().look();

    assertThat(reading(v1).points()).hasSize(2);
    assertThat(reading(v1).points().getLast().value()).isGreaterThan(0.7);
    assertThat(room.alertStore().list("open", churn.model, null, 50))
        .filteredOn(alert -> alert.kind() == AlertKind.JOINT_DRIFT)
        .singleElement()
        .satisfies(alert -> assertThat(alert.detail()).contains("most by tenure"));
  }

  @Test
  void alertsOfAVersionThatAnswersNoMoreAreResolved() {
    VersionId v1 = churn.registerSampled(7);
    answer(v1, 1, 900, 1);
    room.jointKeeper().look();
    VersionId v2 = churn.registerSampled(8);
    now = now.plus(Duration.ofDays(10));
    answer(v2, 9, 900, 0);
    answer(v2, 1, 900, 0);

    room.jointKeeper().look();

    assertThat(room.alertStore().list(null, churn.model, null, 50))
        .filteredOn(alert -> alert.kind() == AlertKind.JOINT_DRIFT)
        .singleElement()
        .satisfies(alert -> assertThat(alert.state()).isInstanceOf(AlertState.Resolved.class));
  }

  @Test
  void aVersionWithoutASampleIsNotKnownAndNeverFound() {
    VersionId v1 = churn.register(6);
    answer(v1, 1, 900, 5);

    room.jointKeeper().look();

    assertThat(reading(v1).points())
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.value()).isNull();
              assertThat(point.note()).startsWith("No reference sample");
            });
    assertThat(room.alertStore().list(null, churn.model, null, 50))
        .noneMatch(alert -> alert.kind() == AlertKind.JOINT_DRIFT);
  }
}
