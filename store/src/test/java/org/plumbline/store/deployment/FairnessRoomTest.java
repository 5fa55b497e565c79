package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.FairnessCourse;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.Membership;
import org.plumbline.monitoring.MembershipReceipt;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.monitoring.SqlEntityErasure;
import org.plumbline.training.GroupFairness;

class FairnessRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant MONDAY = Instant.parse("2026-11-02T12:00:00Z");

  @TempDir private Path objects;
  private volatile Instant now = MONDAY.plus(Duration.ofDays(5));
  private ChurnRoom churn;
  private VersionId version;

  /** Two hundred answers: every second is positive for men, every tenth for women. */
  @BeforeEach
  void aWeekOfLabelledAnswers() {
    churn = new ChurnRoom(DATABASE, objects, () -> now);
    version = churn.register(1, List.of(atBirth()));
    churn.bring(version, Stage.PRODUCTION, null);
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean man = i < 100;
      double score = i % (man ? 2 : 10) == 0 ? 0.99 : 0.01;
      rows.add(
          new LoggedPrediction(
              UUID.randomUUID(),
              MONDAY,
              version,
              Stage.PRODUCTION,
              "C" + i,
              score,
              new double[] {i, 0},
              List.of(),
              List.of()));
    }
    churn.room.predictionWriter().write(rows);
    var _ =
        churn
            .room
            .labels()
            .record(
                churn.model,
                rows.stream().map(row -> Label.of(row.id(), row.score() > 0.5)).toList(),
                ChurnRoom.ANA);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void groupsAreComparedOnceTheyAreToldAndAlertedWhenFurtherApartThanAtBirth() {
    churn.room.keeper().catchUp();
    assertThat(course().weeks()).as("nobody's group is known").isEmpty();

    assertThat(tell(0, 200).changed()).isEqualTo(200);
    churn.room.keeper().catchUp();

    FairnessCourse.Week week = course().weeks().getFirst();
    assertThat(week.labelled()).isEqualTo(200);
    assertThat(week.known()).isEqualTo(200);
    FairnessCourse.Compared bySex = week.reports().getFirst();
    assertThat(bySex.groups()).extracting(FairnessCourse.Group::name).containsExactly("f", "m");
    assertThat(Objects.requireNonNull(bySex.disparity()).value()).isEqualTo(0.4);
    assertThat(bySex.disparity().low()).isBetween(0.25, 0.4);
    assertThat(course().attributes()).containsExactly("sex");
    assertThat(course().reference()).hasSize(1);
    assertThat(fairnessAlerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.column()).isEqualTo("sex");
              assertThat(alert.title()).contains("more unequally");
            });
    assertThat(churn.audited("memberships.told")).isEqualTo(1);
    assertThat(tell(0, 200).changed()).as("told again").isZero();
  }

  @Test
  void groupsOfFewRowsAreHidden() {
    tell(0, 120);
    churn.room.keeper().catchUp();

    FairnessCourse.Week week = course().weeks().getFirst();
    assertThat(week.known()).isEqualTo(120);
    assertThat(week.reports().getFirst().groups()).as("20 women, and men who would tell").isEmpty();
    assertThat(week.reports().getFirst().hidden()).isEqualTo(2);
    assertThat(fairnessAlerts()).isEmpty();
  }

  @Test
  void whatIsForgottenIsCountedNoMore() {
    tell(0, 200);
    churn.room.keeper().catchUp();

    var _ =
        churn
            .room
            .memberships()
            .tell(
                version,
                List.of(new Membership("C0", Collections.singletonMap("sex", null))),
                ChurnRoom.ANA);
    churn.room.keeper().catchUp();

    assertThat(course().weeks().getFirst().known()).isEqualTo(199);
  }

  @Test
  void whoIsErasedIsForgottenAndNotNamed() {
    tell(0, 200);
    churn.room.keeper().catchUp();
    var audit = new SqlAuditTrail(DATABASE, () -> now);
    var erasure = new SqlEntityErasure(DATABASE, audit, UUID::randomUUID);

    var erased = erasure.erase("C0", ChurnRoom.ANA, "asked for by letter");
    churn.room.keeper().catchUp();

    assertThat(erased.orElseThrow().memberships()).as("in this model and others").isPositive();
    assertThat(course().weeks().getFirst().known()).isEqualTo(199);
    var erasures = AuditQuery.of(AuditFilter.ALL.action("audit.erase"), 1);
    AuditEvent told = audit.list(erasures).entries().getFirst().event();
    assertThat(told.toString()).doesNotContain("C0");
    assertThat(erasure.erase("C0", ChurnRoom.ANA, "again")).isEmpty();
  }

  @Test
  void onlyProtectedAttributesAreTaken() {
    assertThatThrownBy(
            () ->
                churn
                    .room
                    .memberships()
                    .tell(
                        version,
                        List.of(new Membership("C0", Map.of("tenure", "5"))),
                        ChurnRoom.ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FIELD));
  }

  private MembershipReceipt tell(int from, int to) {
    List<Membership> told = new ArrayList<>();
    for (int i = from; i < to; i++) {
      told.add(new Membership("C" + i, Map.of("sex", i < 100 ? "m" : "f")));
    }
    return churn.room.memberships().tell(version, told, ChurnRoom.ANA);
  }

  private FairnessCourse course() {
    return churn.room.fairnessCourses().of(version);
  }

  private List<Alert> fairnessAlerts() {
    return DATABASE.in(tx -> churn.room.alertStore().unresolved(tx, churn.model)).stream()
        .filter(alert -> alert.kind() == AlertKind.FAIRNESS_GAP)
        .toList();
  }

  private static GroupFairness atBirth() {
    List<String> groups = new ArrayList<>();
    boolean[] selected = new boolean[2_000];
    for (int i = 0; i < selected.length; i++) {
      groups.add(i < 1_000 ? "m" : "f");
      selected[i] = i % (i < 1_000 ? 5 : 6) == 0;
    }
    return GroupFairness.of(List.of("sex"), groups, selected.clone(), selected);
  }
}
