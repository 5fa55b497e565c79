package org.plumbline.governance.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.governance.contest.Contest.Gate;
import org.plumbline.governance.contest.Contest.Measure;
import org.plumbline.governance.contest.ContestGates.Sample;
import org.plumbline.stats.Interval;

class ContestGatesTest {
  private static final Instant REGISTERED = Instant.parse("2026-03-01T00:00:00Z");
  private static final Sample ENOUGH = new Sample(100, 0, REGISTERED, REGISTERED);
  private static final Measure BETTER = auc(0.50, 0.60, 0.05, 0.15);

  @Test
  void whoGainsOnePercentAndLosesFiveAtMostPasses() {
    assertThat(failed(ENOUGH, auc(100, 101, 0.1, 2), loss(20, 21))).isEmpty();
  }

  @Test
  void lessThanOnePercentIsNoGain() {
    assertThat(failed(ENOUGH, auc(100, 100.99, 0.1, 2))).containsExactly("gain");
  }

  @Test
  void moreThanFivePercentWorseInAnotherMetricIsALoss() {
    assertThat(failed(ENOUGH, BETTER, loss(1.0, 1.0501))).containsExactly("secondary");
    assertThat(ContestGates.judge(ENOUGH, List.of(BETTER, loss(1.0, 1.2))))
        .extracting(Gate::reason)
        .last()
        .asString()
        .contains("logLoss 1.2000 against 1.0000 (-20.0 %)");
  }

  @Test
  void whatChanceMayExplainDoesNotPass() {
    assertThat(failed(ENOUGH, auc(0.50, 0.60, -0.01, 0.21))).containsExactly("certain");
    assertThat(failed(ENOUGH, auc(0.50, 0.60, Double.NaN, Double.NaN))).containsExactly("certain");
  }

  @Test
  void noFiniteNumberIsARefusal() {
    Measure undefined = PairedScores.measure("prAuc", Double.NaN, 0.9, Interval.of(Double.NaN));

    assertThat(failed(ENOUGH, undefined)).contains("finite", "gain", "certain");
    assertThat(failed(ENOUGH, BETTER, loss(0, 0.1))).contains("finite", "secondary");
    assertThat(failed(new Sample(100, 1, REGISTERED, REGISTERED), BETTER))
        .containsExactly("finite");
  }

  @Test
  void fewRowsAndRowsThatAVersionMayHaveLearntFromProveNothing() {
    assertThat(failed(new Sample(99, 0, REGISTERED, REGISTERED), BETTER)).containsExactly("sample");
    assertThat(failed(new Sample(100, 0, REGISTERED.minusNanos(1), REGISTERED), BETTER))
        .containsExactly("fresh");
  }

  @Test
  void nothingAtAllIsRefusedWithItsReasons() {
    List<Gate> gates = ContestGates.judge(new Sample(0, 0, null, REGISTERED), List.of());

    assertThat(gates).noneMatch(Gate::passed);
    assertThat(gates)
        .extracting(Gate::reason)
        .contains("There are no labelled answers to compare on");
  }

  private static List<String> failed(Sample sample, Measure... measures) {
    return ContestGates.judge(sample, List.of(measures)).stream()
        .filter(gate -> !gate.passed())
        .map(Gate::name)
        .toList();
  }

  private static Measure auc(double champion, double challenger, double low, double high) {
    return PairedScores.measure(
        "prAuc", champion, challenger, new Interval(challenger - champion, low, high));
  }

  private static Measure loss(double champion, double challenger) {
    return PairedScores.measure(
        "logLoss", champion, challenger, Interval.of(challenger - champion));
  }
}
