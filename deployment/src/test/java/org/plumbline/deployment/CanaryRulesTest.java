package org.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.Canary.Ended;
import org.plumbline.deployment.Canary.Outcome;
import org.plumbline.deployment.Canary.Paused;
import org.plumbline.deployment.Canary.Running;
import org.plumbline.deployment.Canary.Steering;
import org.plumbline.deployment.Refusal.Rule;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.profile.ProfileBuilder;

class CanaryRulesTest {
  private static final Instant NOON = Deployed.NOON;
  private static final Instant LATER = NOON.plus(Duration.ofHours(1));
  private static final Steering ANA = new Steering("ana", "it looks well", LATER);
  private static final Canary.Course COURSE =
      new Canary.Course(new UUID(0, 7), "otto", VersionId.of("churn", 2), CanaryPlan.STANDARD);
  private static final Running FIRST = new Running(COURSE, 0, NOON);
  private static final Evidence GOOD = evidence(arm(2_000, 0, 1, 1), arm(500, 0, 1, 1));

  @Test
  void takesTheNextStepOnceTimeAndSampleAreThere() {
    assertThat(next(CanaryRules.advance(FIRST, GOOD, LATER)))
        .isEqualTo(new Running(COURSE, 1, LATER));
    assertThat(FIRST.share()).isEqualTo(5);
    assertThat(next(CanaryRules.advance(FIRST, GOOD, LATER)).share()).isEqualTo(25);
  }

  @Test
  void waitsForTimeAndSample() {
    Evidence small = evidence(arm(2_000, 0, 1, 1), arm(499, 0, 1, 1));

    assertThat(rules(CanaryRules.advance(FIRST, GOOD, LATER.minusNanos(1))))
        .containsExactly(Rule.STEP_TOO_YOUNG);
    assertThat(rules(CanaryRules.advance(FIRST, small, LATER)))
        .containsExactly(Rule.SAMPLE_TOO_SMALL);
    assertThat(rules(CanaryRules.advance(FIRST, Evidence.NONE, NOON)))
        .containsExactly(Rule.STEP_TOO_YOUNG, Rule.SAMPLE_TOO_SMALL);
  }

  @Test
  void staysAtTheLastStepUntilPeopleDecide() {
    assertThat(rules(CanaryRules.advance(new Running(COURSE, 3, NOON), GOOD, LATER)))
        .containsExactly(Rule.LAST_STEP);
  }

  @Test
  void failedAnswersSendItBackAtOnce() {
    Evidence failing = evidence(arm(2_000, 0, 1, 1), arm(50, 10, 1, 1));

    assertThat(rules(CanaryRules.advance(FIRST, failing, LATER))).contains(Rule.GUARD_BROKEN);
    assertThat(next(CanaryRules.guard(FIRST, failing, LATER)))
        .isInstanceOfSatisfying(
            Ended.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.ROLLED_BACK);
              assertThat(ended.by().by()).isEqualTo("system:canary");
              assertThat(ended.by().reason()).contains("10 of 60").contains("1.0 %");
            });
  }

  @Test
  void oneFailureAmongFewAnswersIsNoRate() {
    Evidence once = evidence(arm(2_000, 0, 1, 1), arm(80, 1, 1, 1));

    assertThat(rules(CanaryRules.guard(FIRST, once, LATER))).containsExactly(Rule.GUARDS_HOLD);
  }

  @Test
  void scoresThatLieApartSendItBack() {
    Evidence shifted = evidence(arm(2_000, 0, 1, 1), arm(500, 0, 0.4, 1));

    assertThat(next(CanaryRules.guard(FIRST, shifted, LATER)))
        .isInstanceOfSatisfying(
            Ended.class, ended -> assertThat(ended.by().reason()).contains("0.60 apart"));
  }

  @Test
  void aSlowChallengerIsSentBackButNotForMicroseconds() {
    Evidence slow = evidence(arm(2_000, 0, 1, 800), arm(500, 0, 1, 4_000));
    Evidence quick = evidence(arm(2_000, 0, 1, 1), arm(500, 0, 1, 900));

    assertThat(next(CanaryRules.guard(FIRST, slow, LATER))).isInstanceOf(Ended.class);
    assertThat(rules(CanaryRules.guard(FIRST, quick, LATER))).containsExactly(Rule.GUARDS_HOLD);
  }

  @Test
  void aPauseOfTheMachineIsNoSlowChallenger() {
    Arm champion = times(2_000, 0, 8_000);

    for (Arm paused :
        List.of(times(100, 3, 8_000), times(500, 15, 8_000), times(1_200, 9, 8_000))) {
      assertThat(rules(CanaryRules.guard(FIRST, evidence(champion, paused), LATER)))
          .containsExactly(Rule.GUARDS_HOLD);
    }
  }

  @Test
  void aTailThatIsTrulySlowSendsItBack() {
    Arm champion = times(5_000, 10, 8_000);

    for (Arm slow :
        List.of(times(100, 40, 8_000), times(500, 100, 8_000), times(5_000, 100, 8_000))) {
      assertThat(next(CanaryRules.guard(FIRST, evidence(champion, slow), LATER)))
          .isInstanceOfSatisfying(
              Ended.class,
              ended -> assertThat(ended.by().reason()).contains("take 8000 µs or more"));
    }
  }

  @Test
  void bothAsSlowHold() {
    Arm slow = times(2_000, 60, 8_000);

    assertThat(rules(CanaryRules.guard(FIRST, evidence(slow, slow), LATER)))
        .containsExactly(Rule.GUARDS_HOLD);
  }

  @Test
  void tooFewAnswersSayNothingOfScoresAndTimes() {
    Evidence young = evidence(arm(2_000, 0, 1, 1), arm(99, 0, 0.1, 100_000));

    assertThat(rules(CanaryRules.guard(FIRST, young, LATER))).containsExactly(Rule.GUARDS_HOLD);
  }

  @Test
  void whatTheMonitorsFindSendsItBack() {
    assertThat(next(CanaryRules.guard(FIRST, GOOD.with(List.of("It got worse")), LATER)))
        .isInstanceOfSatisfying(
            Ended.class, ended -> assertThat(ended.by().reason()).isEqualTo("It got worse"));
  }

  @Test
  void aPausedOneStaysButItsGuardsHold() {
    Canary paused = next(CanaryRules.pause(FIRST, ANA));

    assertThat(paused).isEqualTo(new Paused(COURSE, 0, NOON, ANA));
    assertThat(rules(CanaryRules.advance(paused, GOOD, LATER))).containsExactly(Rule.CANARY_PAUSED);
    assertThat(rules(CanaryRules.pause(paused, ANA))).containsExactly(Rule.CANARY_PAUSED);
    assertThat(next(CanaryRules.guard(paused, GOOD.with(List.of("worse")), LATER)))
        .isInstanceOf(Ended.class);
    assertThat(next(CanaryRules.resume(paused, ANA))).isEqualTo(new Running(COURSE, 0, LATER));
    assertThat(rules(CanaryRules.resume(FIRST, ANA))).containsExactly(Rule.CANARY_RUNNING);
  }

  @Test
  void aPersonNeedNotWaitButGuardsStandAgainstThemToo() {
    assertThat(next(CanaryRules.promote(FIRST, Evidence.NONE, ANA)))
        .isEqualTo(new Running(COURSE, 1, LATER));
    assertThat(rules(CanaryRules.promote(FIRST, GOOD.with(List.of("worse")), ANA)))
        .containsExactly(Rule.GUARD_BROKEN);
  }

  @Test
  void whoAskedForACanaryMayNotHurryIt() {
    var author = new Steering("otto", "it is mine", LATER);

    assertThat(rules(CanaryRules.promote(FIRST, GOOD, author)))
        .containsExactly(Rule.SEPARATION_OF_DUTIES);
    assertThat(next(CanaryRules.pause(FIRST, author))).isInstanceOf(Paused.class);
  }

  @Test
  void whatHasEndedDoesNotMove() {
    Canary ended = next(CanaryRules.end(FIRST, Outcome.PROMOTED, ANA));

    assertThat(rules(CanaryRules.advance(ended, GOOD, LATER))).containsExactly(Rule.CANARY_OVER);
    assertThat(rules(CanaryRules.promote(ended, GOOD, ANA))).containsExactly(Rule.CANARY_OVER);
    assertThat(rules(CanaryRules.pause(ended, ANA))).containsExactly(Rule.CANARY_OVER);
    assertThat(rules(CanaryRules.resume(ended, ANA))).containsExactly(Rule.CANARY_OVER);
    assertThat(rules(CanaryRules.end(ended, Outcome.REPLACED, ANA)))
        .containsExactly(Rule.CANARY_OVER);
    assertThat(rules(CanaryRules.guard(ended, GOOD.with(List.of("worse")), LATER)))
        .containsExactly(Rule.GUARDS_HOLD);
  }

  @Test
  void aPlanGrows() {
    Guards guards = Guards.STANDARD;
    assertThatThrownBy(() -> new CanaryPlan(List.of(5, 5), Duration.ZERO, 1, guards))
        .hasMessageContaining("[5, 5]");
    assertThatThrownBy(() -> new CanaryPlan(List.of(), Duration.ZERO, 1, guards))
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> new CanaryPlan(List.of(50, 101), Duration.ZERO, 1, guards))
        .hasMessageContaining("101");
    assertThatThrownBy(() -> new CanaryPlan(List.of(5), Duration.ofSeconds(-1), 1, guards))
        .hasMessageContaining("lasts");
    assertThatThrownBy(() -> new CanaryPlan(List.of(5), Duration.ZERO, 0, guards))
        .hasMessageContaining("answer");
    assertThatThrownBy(() -> new Guards(0, 1, Double.NaN)).hasMessageContaining("NaN");
  }

  private static Evidence evidence(Arm champion, Arm challenger) {
    return new Evidence(champion, challenger, 0, 0, List.of());
  }

  /** Scores spread evenly over [0, width], and times up to as many microseconds. */
  private static Arm arm(int answers, long errors, double width, double micros) {
    DoubleUnaryOperator place = i -> (i + 0.5) / answers;
    var profile = new ProfileBuilder(Arm.COLUMNS, Arm.MEMORY);
    IntStream.range(0, answers)
        .mapToDouble(i -> place.applyAsDouble(i))
        .forEach(at -> profile.addRow(new double[] {at * width, at * micros * 1_000, Double.NaN}));
    return new Arm(errors, profile.build());
  }

  /** The same scores, in 20 µs each but for some. */
  private static Arm times(int answers, int slow, double micros) {
    var profile = new ProfileBuilder(Arm.COLUMNS, Arm.MEMORY);
    for (int i = 0; i < answers; i++) {
      double nanos = 1_000 * (i < slow ? micros : 20);
      profile.addRow(new double[] {0.5, nanos, Double.NaN});
    }
    return new Arm(0, profile.build());
  }

  private static Canary next(CanaryRules.Decision decision) {
    return ((CanaryRules.Decision.Accepted) decision).canary();
  }

  private static List<Rule> rules(CanaryRules.Decision decision) {
    return ((CanaryRules.Decision.Refused) decision)
        .refusals().stream().map(Refusal::rule).toList();
  }
}
