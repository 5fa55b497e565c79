package org.plumbline.deployment.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.Canary;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.Guards;
import org.plumbline.deployment.TrialMetric;
import org.plumbline.deployment.TrialPlan;
import org.plumbline.deployment.trial.TrialReport.Verdict;
import org.plumbline.deployment.trial.TrialStore.Day;
import org.plumbline.deployment.trial.TrialStore.Exposure;
import org.plumbline.deployment.trial.TrialStore.Side;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.descriptive.PairMoments;

class TrialReportsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final LocalDate FIRST = LocalDate.parse("2026-11-21");
  private static final Exposure EVEN = new Exposure(5_000, 5_000, 0);

  @Test
  void findsAnEffectAndTellsItsSide() {
    List<Day> days = days(new Random(3), 30, 200, 0.10, 0.14, 0);

    TrialReport report = TrialReports.of(trial(0.02), EVEN, days);

    assertThat(report.verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(report.difference().value()).isCloseTo(0.04, within(0.02));
    assertThat(report.difference().low()).isPositive();
    assertThat(report.pValue()).isLessThan(0.05);
    assertThat(report.text()).contains("churn v2 less churn v1");
    assertThat(report.control().known()).isEqualTo(6_000);
    assertThat(report.control().mean().low()).isLessThan(0.10);
    assertThat(report.days()).hasSize(30);
    assertThat(report.plannedEnd()).isEqualTo(NOON.plus(Duration.ofDays(28)));
  }

  @Test
  void dailyLooksWithoutADifferenceAlarmRarely() {
    int alarms = 0;
    for (int seed = 0; seed < 400; seed++) {
      List<Day> days = days(new Random(seed), 40, 60, 0.08, 0.08, 0.5);
      TrialReport report = TrialReports.of(trial(0.03), EVEN, days);
      alarms += report.pValue() <= 0.05 ? 1 : 0;
    }

    assertThat(alarms / 400.0).isLessThan(0.05);
  }

  @Test
  void anArmThatHasNotMetARareEventIsNoProof() {
    /* 1 of 100 such arms has no event by chance: its own variance would say it is certain. */
    Side many = side(new Random(1), 3_000, 0.03, 0);
    Side few = new Side(PairMoments.EMPTY, PairMoments.besideOne(0, 110, 0, 0));

    TrialReport report = TrialReports.of(trial(0.02), EVEN, List.of(new Day(FIRST, many, few)));

    assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void whatTheEntitiesDidBeforeTakesNoiseAwayAsTheoryTells() {
    /* The metric before correlates by 0.8, so 1 - 0.64 of the variance stays. */
    var random = new Random(11);
    Side control = pairs(random, 5_000, 10, 0.8);
    Side treatment = pairs(random, 5_000, 10.2, 0.8);

    TrialReport report =
        TrialReports.of(trial(0.2), EVEN, List.of(new Day(FIRST, control, treatment)));

    assertThat(report.adjustment().applied()).isTrue();
    assertThat(report.adjustment().varianceReduction()).isCloseTo(0.64, within(0.02));
    assertThat(report.difference().value()).isCloseTo(0.2, within(0.05));
    assertThat(report.verdict()).isEqualTo(Verdict.HIGHER);
  }

  @Test
  void entitiesWithoutABeforeStayInAndTheReductionShrinks() {
    var random = new Random(12);
    Side control = pairs(random, 2_000, 10, 0.8).merge(fresh(pairs(random, 2_000, 10, 0.8)));
    Side treatment = pairs(random, 2_000, 10, 0.8).merge(fresh(pairs(random, 2_000, 10, 0.8)));

    TrialReport report =
        TrialReports.of(trial(0.2), EVEN, List.of(new Day(FIRST, control, treatment)));

    assertThat(report.control().known()).isEqualTo(4_000);
    assertThat(report.adjustment().varianceReduction()).isCloseTo(0.32, within(0.03));
  }

  @Test
  void saysWhyTheBeforeIsNotUsed() {
    List<Day> days = days(new Random(3), 5, 200, 0.1, 0.1, 0);

    TrialReport report = TrialReports.of(trial(0.02), EVEN, days);

    assertThat(report.adjustment().applied()).isFalse();
    assertThat(report.adjustment().refusal()).contains("known of 0 and 0 entities");
    assertThat(report.adjustment().varianceReduction()).isZero();
  }

  @Test
  void anUnevenSplitIsToldBeforeAnyEffect() {
    List<Day> days = days(new Random(3), 30, 200, 0.10, 0.14, 0);

    TrialReport report = TrialReports.of(trial(0.02), new Exposure(5_400, 4_600, 0), days);

    assertThat(report.split().holds()).isFalse();
    /* (4600 - 5000)^2 / 2500 = 64 with one degree of freedom. */
    assertThat(report.split().pValue()).isCloseTo(1.2442e-15, within(1e-18));
    assertThat(report.verdict()).isEqualTo(Verdict.UNEVEN_SPLIT);
    assertThat(TrialReports.of(trial(0.02), new Exposure(5_050, 4_950, 0), days).split().holds())
        .isTrue();
  }

  @Test
  void excludesAnEffectThatIsNotThere() {
    List<Day> days = days(new Random(4), 60, 500, 0.1, 0.1, 0);

    assertThat(TrialReports.of(trial(0.03), EVEN, days).verdict())
        .isEqualTo(Verdict.NO_SUCH_EFFECT);
  }

  @Test
  void knowsNothingBeforeTheFirstLabels() {
    TrialReport report = TrialReports.of(trial(0.02), new Exposure(0, 0, 0), List.of());

    assertThat(report.verdict()).isEqualTo(Verdict.TOO_EARLY);
    assertThat(report.pValue()).isEqualTo(1);
    assertThat(report.difference().value()).isNull();
    assertThat(report.needed()).isNull();
    assertThat(report.split().holds()).isTrue();
    assertThat(report.split().observed()).isNull();
  }

  @Test
  void constantMetricsGiveNoEvidence() {
    Side same = new Side(PairMoments.EMPTY, PairMoments.besideOne(0, 500, 1, 0));

    TrialReport report = TrialReports.of(trial(0.02), EVEN, List.of(new Day(FIRST, same, same)));

    assertThat(report.pValue()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Verdict.TOO_EARLY);
  }

  static Trial trial(double effect) {
    var plan =
        new CanaryPlan(
            List.of(50),
            Duration.ZERO,
            1,
            Guards.STANDARD,
            new TrialPlan(TrialMetric.OUTCOME, effect, 0.05, 0.8, 28));
    var course = new Canary.Course(new UUID(0, 7), "ana", VersionId.of("churn", 2), plan);
    return new Trial(
        new Canary.Running(course, 0, NOON),
        VersionId.of("churn", 1),
        "it may be better",
        NOON,
        null);
  }

  private static List<Day> days(
      Random random, int count, int entities, double control, double treatment, double rho) {
    List<Day> days = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      days.add(
          new Day(
              FIRST.plusDays(i),
              side(random, entities, control, rho),
              side(random, entities, treatment, rho)));
    }
    return days;
  }

  /** Rates; with {@code rho} the outcome before is often the same. */
  private static Side side(RandomGenerator random, int entities, double rate, double rho) {
    double[] x = new double[entities];
    double[] y = new double[entities];
    for (int i = 0; i < entities; i++) {
      y[i] = random.nextDouble() < rate ? 1 : 0;
      x[i] = random.nextDouble() < rho ? y[i] : random.nextDouble() < rate ? 1 : 0;
    }
    Side pairs = side(x, y);
    return rho == 0 ? fresh(pairs) : pairs;
  }

  private static Side pairs(Random random, int entities, double mean, double rho) {
    double[] x = new double[entities];
    double[] y = new double[entities];
    for (int i = 0; i < entities; i++) {
      x[i] = random.nextGaussian();
      y[i] = mean + rho * x[i] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
    }
    return side(x, y);
  }

  private static Side fresh(Side side) {
    PairMoments known = side.known();
    return new Side(
        PairMoments.EMPTY, PairMoments.besideOne(0, known.n(), known.meanY(), known.syy()));
  }

  private static Side side(double[] x, double[] y) {
    PairMoments moments = PairMoments.EMPTY;
    for (int i = 0; i < x.length; i++) {
      moments = moments.merge(new PairMoments(1, x[i], y[i], 0, 0, 0));
    }
    return new Side(moments, PairMoments.EMPTY);
  }
}
