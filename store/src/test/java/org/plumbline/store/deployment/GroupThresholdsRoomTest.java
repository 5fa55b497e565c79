package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.governance.policy.PolicyScope;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.FairnessCourse;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.Membership;
import org.plumbline.monitoring.log.ReplayReport;
import org.plumbline.scoring.Model;
import org.plumbline.stats.Interval;
import org.plumbline.stats.fairness.FairnessGoal;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.training.GroupFairness;
import org.plumbline.training.Mitigated;

class GroupThresholdsRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant MONDAY = Instant.parse("2026-11-02T12:00:00Z");
  private static final String GROUND = "counsel's opinion 2026-17 allows it for this product";
  private static final String ALLOWING =
      """
      {"name": "by-group", "groupThresholds": true, "directToProduction": true,
       "rules": [{"name": "weekend", "when": "change.groupThresholds && change.weekday == 'sunday'",
                  "verdict": "BLOCKED", "reason": "nobody looks on a sunday"}]}
      """;

  private static final PolicyScope EVERYWHERE = new PolicyScope.Everywhere();

  @TempDir private Path objects;
  private volatile Instant now = MONDAY.plus(Duration.ofDays(5));
  private ChurnRoom churn;
  private VersionId version;
  private boolean allowed;

  @BeforeEach
  void aVersionWithAThresholdForEachSex() {
    churn = new ChurnRoom(DATABASE, objects, () -> now);
    version = churn.register(1.0, List.of(fairness()), mitigated());
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  private static GroupFairness fairness() {
    List<String> groups = new ArrayList<>();
    boolean[] positive = new boolean[200];
    boolean[] selected = new boolean[200];
    for (int i = 0; i < 200; i++) {
      groups.add(i < 100 ? "m" : "f");
      positive[i] = i % 2 == 0;
      selected[i] = i % (i < 100 ? 2 : 4) == 0;
    }
    return GroupFairness.of(List.of("sex"), groups, positive, selected);
  }

  private static Mitigated mitigated() {
    var thresholds =
        new Mitigated.Thresholds(
            FairnessGoal.EQUAL_OPPORTUNITY, 0.02, 0.5, Map.of("f", 0.3, "m", 0.6), 1_000);
    var cost =
        new Mitigated.Cost("accuracy", Interval.of(0.84), Interval.of(0.83), Interval.of(-0.01));
    return new Mitigated(List.of("sex"), false, thresholds, List.of(cost), fairness(), fairness());
  }

  private void allow() {
    var policies = churn.room.policies();
    int number = policies.publish(ALLOWING, "after counsel's opinion", ChurnRoom.ANA).number();
    var _ = policies.attach(EVERYWHERE, "by-group", number, "as decided", ChurnRoom.BOB);
    allowed = true;
  }

  @AfterEach
  void forbidAgain() {
    if (allowed) {
      var _ =
          churn.room.policies().detach(EVERYWHERE, "by-group", "the test is over", ChurnRoom.BOB);
    }
  }

  private ChangeRequest ask(boolean byGroup) {
    return churn
        .room
        .changeRequests()
        .open(new ChangeDraft(version, Stage.PRODUCTION, GROUND, null, byGroup), ChurnRoom.ANA);
  }

  private void bring(boolean byGroup) {
    churn.approve(ask(byGroup));
  }

  @Test
  void nobodyDecidesByGroupUnlessAPolicyAllowsItAndItIsAskedFor() {
    assertThat(ask(true)).isInstanceOf(ChangeRequest.Refused.class);
    allow();

    bring(false);

    ServingVersion common = churn.lineup().champion();
    assertThat(common.groups()).isNull();
    assertThat(common.parser().told()).isEmpty();
    assertThat(common.threshold(Map.of("sex", "f"))).isEqualTo(common.threshold());

    assertThat(ask(true).proposal().requiredApprovals()).isEqualTo(2);
  }

  @Test
  void itIsTurnedOnAndOffWhereItStandsAndComesBackAsItWas() {
    allow();
    bring(true);

    ServingVersion champion = churn.lineup().champion();
    assertThat(champion.threshold(Map.of("sex", "f"))).isEqualTo(0.3);
    assertThat(champion.threshold(Map.of("sex", "m"))).isEqualTo(0.6);
    assertThat(champion.threshold(Map.of())).isEqualTo(0.5);
    assertThat(champion.parser().parse(Map.of("tenure", 1, "plan", "gold", "sex", "f")).groups())
        .isEqualTo(Map.of("sex", "f"));
    assertThat(churn.room.routes().version(version).groups()).isNotNull();

    VersionId next = churn.register(2);
    churn.bring(next, Stage.PRODUCTION, null);
    assertThat(churn.lineup().champion().groups()).isNull();
    assertThat(churn.room.routes().version(version).groups()).as("retired").isNull();
    var _ = churn.room.rollbacks().rollBack(version, "the new one is worse", ChurnRoom.ANA);
    assertThat(churn.lineup().champion().groups()).as("as it was approved").isNotNull();

    bring(false);
    assertThat(churn.lineup().champion().groups()).isNull();
    assertThat(churn.room.ledger().list(churn.model))
        .filteredOn(row -> row.version().equals(version))
        .extracting(LedgerRow::stage, LedgerRow::byGroup)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Stage.PRODUCTION, false),
            org.assertj.core.groups.Tuple.tuple(Stage.PRODUCTION, true),
            org.assertj.core.groups.Tuple.tuple(Stage.RETIRED, false),
            org.assertj.core.groups.Tuple.tuple(Stage.PRODUCTION, true));
    assertThat(churn.audited("deployment.apply")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aVersionWithoutThresholdsOfGroupsCannot() {
    allow();
    VersionId plain = churn.register(2);

    assertThatThrownBy(
            () ->
                churn
                    .room
                    .changeRequests()
                    .open(
                        new ChangeDraft(plain, Stage.PRODUCTION, GROUND, null, true),
                        ChurnRoom.ANA))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("one threshold for all");
  }

  @Test
  void aPolicyKnowsWhatIsAskedFor() {
    allow();
    now = Instant.parse("2026-11-08T12:00:00Z");

    assertThat(ask(true)).isInstanceOf(ChangeRequest.Refused.class);
    assertThat(ask(false)).isInstanceOf(ChangeRequest.Open.class);
  }

  /** All have the score 0.45 or so: the women are selected, the men are not. */
  @Test
  void theLogKeepsTheThresholdSoThatReplayAndFairnessReadWhatWasDecided() {
    allow();
    bring(true);
    ServingVersion champion = churn.lineup().champion();
    Model model = champion.model();
    double[] slots = {-0.2, 1};
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Map<String, String> told = Map.of("sex", i < 100 ? "m" : "f");
      rows.add(
          new LoggedPrediction(
              UUID.randomUUID(),
              MONDAY,
              version,
              Stage.PRODUCTION,
              "C" + i,
              model.score(slots),
              slots,
              List.of(),
              List.of(),
              null,
              champion.loggedThreshold(told)));
    }
    churn.room.predictionWriter().write(rows);
    var _ =
        churn
            .room
            .labels()
            .record(
                churn.model,
                rows.stream().map(row -> Label.of(row.id(), true)).toList(),
                ChurnRoom.ANA);
    var _ =
        churn
            .room
            .memberships()
            .tell(
                version,
                java.util.stream.IntStream.range(0, 200)
                    .mapToObj(i -> new Membership("C" + i, Map.of("sex", i < 100 ? "m" : "f")))
                    .toList(),
                ChurnRoom.ANA);

    churn.room.keeper().catchUp();

    FairnessCourse course = churn.room.fairnessCourses().of(version);
    assertThat(
            Objects.requireNonNull(course.weeks().getFirst().reports().getFirst().disparity())
                .value())
        .as("by one threshold nobody would have been selected")
        .isEqualTo(1.0);
    LoggedPrediction man = rows.getFirst();
    assertThat(churn.room.predictions().find(man.id())).contains(man);
    ReplayReport replayed = churn.room.replays().replay(man.id(), ChurnRoom.BOB);
    assertThat(replayed.same()).isTrue();
    assertThat(replayed.threshold()).isEqualTo(0.6);
  }
}
