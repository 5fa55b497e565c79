package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.store.deployment.ChurnRoom.ANA;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.governance.Simulation;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/** What policies would say of facts that might be, and drafts of decisions that were. */
class SimulationRoomTest extends ChurnRoomCase {
  private Simulation simulation;

  @BeforeEach
  void simulate() {
    simulation = room.simulation();
  }

  @Test
  void statedFactsAreJudgedAndGraded() {
    String policy =
        policy(
            rule("risk", "risk.index > 80", "BLOCKED"),
            rule("watched", "risk.index > 60", "AT_RISK"),
            rule("fair", "fairness.disparity > 0.15", "AT_RISK"));

    assertThat(List.of(facts(10, 0), facts(70, 0), facts(70, 0.3), facts(90, 0)))
        .extracting(stated -> simulation.run(policy, scenario(null, stated)).grade())
        .containsExactly("A", "C", "D", "F");
    assertThat(simulation.run(policy, scenario(null, Map.of())).verdict())
        .as("nothing is known")
        .isEqualTo(Verdict.UNEVALUATED);
  }

  @Test
  void statedFactsStandBeforeThoseOfTheVersion() {
    VersionId version = churn.register(1);
    String policy =
        policy(
            rule("baseline", "!baseline.better", "BLOCKED"),
            rule("risk", "risk.index > 80", "BLOCKED"));

    var real = simulation.run(policy, scenario(version, Map.of()));
    var riskier = simulation.run(policy, scenario(version, Map.of("risk", Map.of("index", 99))));

    assertThat(real.verdict()).isEqualTo(Verdict.APPROVED);
    assertThat(riskier.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(riskier.reasons()).singleElement().asString().contains("risk");
  }

  @Test
  void aBatchTellsHowManyWouldPass() {
    String policy = policy(rule("risk", "risk.index > 80", "BLOCKED"));

    var batch =
        simulation.batch(
            policy,
            List.of(
                scenario(null, facts(10, 0)),
                scenario(null, facts(90, 0)),
                scenario(null, facts(20, 0))));

    assertThat(batch.passed()).isEqualTo(2);
    assertThat(batch.passRate()).isEqualTo(66.67);
    assertThatThrownBy(() -> simulation.batch(policy, List.of()))
        .isInstanceOf(PlumblineException.class);
    assertThatThrownBy(
            () -> simulation.batch(policy, Collections.nCopies(101, scenario(null, facts(10, 0)))))
        .isInstanceOf(PlumblineException.class);
  }

  @Test
  void aDraftIsReplayedOverTheFactsOfThenAndWritesNothing() {
    ask(churn.register(1));
    ask(churn.register(3, 0.84));
    long before = rows();
    String draft =
        policy(
            rule("baseline", "!baseline.better", "BLOCKED"),
            rule("learner", "version.learner != '' && task == 'BINARY'", "AT_RISK"));

    var replay = simulation.replay(draft, null);

    assertThat(rows()).isEqualTo(before);
    assertThat(replay.decisions()).isEqualTo(2);
    assertThat(replay.truncated()).isFalse();
    assertThat(replay.otherwise()).isEqualTo(1);
    assertThat(replay.matrix())
        .containsEntry(Verdict.APPROVED, Map.of(Verdict.AT_RISK, 1))
        .containsEntry(Verdict.BLOCKED, Map.of(Verdict.BLOCKED, 1));
    assertThat(replay.changed())
        .singleElement()
        .satisfies(
            changed -> {
              assertThat(changed.version().number().value()).isEqualTo(1);
              assertThat(changed.then()).isEqualTo(Verdict.APPROVED);
              assertThat(changed.now()).isEqualTo(Verdict.AT_RISK);
              assertThat(changed.reasons()).singleElement().asString().contains("learner");
            });
    assertThat(simulation.replay(draft, NOW.plusSeconds(1)).decisions()).isZero();
  }

  private void ask(VersionId version) {
    room.changeRequests()
        .open(new ChangeDraft(version, Stage.PRODUCTION, "it is measurably better"), ANA);
  }

  private long rows() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select (select count(*) from audit_entry) + (select count(*) from evaluation)")
                .mapTo(Long.class)
                .one());
  }

  private static Simulation.Scenario scenario(
      @Nullable VersionId version, Map<String, Object> facts) {
    return new Simulation.Scenario(null, version, facts, true);
  }

  private static Map<String, Object> facts(double risk, double disparity) {
    return Map.of("risk", Map.of("index", risk), "fairness", Map.of("disparity", disparity));
  }

  private static String policy(String... rules) {
    return "{\"name\": \"draft\", \"rules\": [" + String.join(",", rules) + "]}";
  }

  private static String rule(String name, String when, String verdict) {
    return """
    {"name": "%s", "when": "%s", "verdict": "%s", "reason": "because of %s", "wayOut": "mend it"}
    """
        .formatted(name, when, verdict, name);
  }
}
