package org.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class PolicyEngineTest {
  private static final PolicyRule RISK_BLOCKS =
      new PolicyRule("risk", "risk.index > 80", Verdict.BLOCKED, "Too risky", "mend it");
  private static final PolicyRule RISK_WARNS =
      new PolicyRule("watch", "risk.index > 60", Verdict.AT_RISK, "Risky", "watch it");
  private static final PolicyRule UNFAIR =
      new PolicyRule(
          "fair",
          "has(fairness.disparity) && fairness.disparity > 0.15",
          Verdict.AT_RISK,
          "Unfair",
          "");

  private final PolicyEngine engine =
      new PolicyEngine(new Policy("p", false, List.of(RISK_BLOCKS, RISK_WARNS, UNFAIR)));

  @Test
  void approvesWithoutObjection() {
    var decision = engine.decide(facts(50, 0.08));

    assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
    assertThat(decision.reasons()).isEmpty();
    assertThat(decision.rules())
        .extracting(RuleOutcome::rule)
        .containsExactly("risk", "watch", "fair");
  }

  @Test
  void reportsEveryObjectionAndTheWorstVerdict() {
    var decision = engine.decide(facts(85, 0.20));

    assertThat(decision.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(decision.reasons())
        .containsExactly("Too risky; mend it", "Risky; watch it", "Unfair");
  }

  @Test
  void limitsAreNotExceededByEquality() {
    assertThat(engine.decide(facts(80, 0.15)).verdict()).isEqualTo(Verdict.AT_RISK);
    assertThat(engine.decide(facts(60, 0.15)).verdict()).isEqualTo(Verdict.APPROVED);
  }

  @Test
  void comparesWholeNumbersWithFractions() {
    var facts = new Facts(Map.of("risk", Map.of("index", 85), "fairness", Map.of()));

    assertThat(engine.decide(facts).verdict()).isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void missingFactsLeaveUnevaluated() {
    var decision = engine.decide(new Facts(Map.of("fairness", Map.of())));

    assertThat(decision.verdict()).isEqualTo(Verdict.UNEVALUATED);
    assertThat(decision.reasons()).hasSize(2).allMatch(reason -> reason.contains("not known"));
  }

  @Test
  void notANumberIsUnknown() {
    var facts = new Facts(Map.of("risk", Map.of("index", Double.NaN), "fairness", Map.of()));

    assertThat(engine.decide(facts).verdict()).isEqualTo(Verdict.UNEVALUATED);
  }

  @Test
  void aKnownBlockOutweighsWhatIsUnknown() {
    var needsMetrics = new PolicyRule("m", "metrics.rocAuc.low < 0.6", Verdict.BLOCKED, "Weak", "");
    var both = new PolicyEngine(new Policy("p", false, List.of(needsMetrics, RISK_BLOCKS)));

    assertThat(both.decide(facts(90, 0)).verdict()).isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void refusesWhatIsNoExpression() {
    for (String expression : List.of("risk.index >", "unknown > 1", "1 + 1", "risk.index.foo(")) {
      var rule = new PolicyRule("bad", expression, Verdict.BLOCKED, "x", "");

      assertThatThrownBy(() -> new PolicyEngine(new Policy("p", false, List.of(rule))))
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FIELD);
                assertThat(failure.details()).containsEntry("field", "rules.bad.when");
              });
    }
  }

  @Test
  void refusesFactsNoPolicyReads() {
    assertThatThrownBy(() -> new Facts(Map.of("weather", "fine")))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_FIELD));
  }

  @Test
  void theWorstOfSeveralPoliciesCounts() {
    var strict =
        new PolicyEngine(
            new Policy(
                "strict",
                "",
                true,
                false,
                List.of(
                    new ApprovalRule("three", "risk.index > 40", 3, List.of(), "much at stake")),
                List.of(new PolicyRule("none", "risk.index > 1", Verdict.AT_RISK, "Any", "")),
                List.of()),
            "strict 4");
    var both = new PolicySet(List.of(engine, strict));

    assertThat(both.decide(facts(85, 0)).verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(both.decide(facts(50, 0)).rules())
        .filteredOn(RuleOutcome::objects)
        .containsExactly(new RuleOutcome("strict 4", "none", Verdict.AT_RISK, "Any"));
    assertThat(both.demands(facts(50, 0)))
        .containsExactly(new Demand(3, List.of(), "strict 4 three: much at stake"));
    assertThat(both.demands(facts(30, 0))).isEmpty();
    assertThat(both.demands(new Facts(Map.of()))).as("what is unknown does not demand").isEmpty();
    assertThat(both.directToProduction()).as("one of them says no").isFalse();
    assertThat(both.label()).isEqualTo("p + strict 4");
  }

  @Test
  void groupThresholdsAreRefusedUnlessAllowedInSoManyWords() {
    var facts =
        new Facts(
            Map.of(
                "risk", Map.of("index", 10),
                "fairness", Map.of("disparity", 0.01, "groupThresholds", true)));
    var allowing =
        new PolicyEngine(
            new Policy("q", "", false, true, List.of(), List.of(RISK_BLOCKS), List.of()));

    assertThat(engine.decide(facts).verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(engine.decide(facts).objections()).containsExactly("one-threshold-for-all");
    assertThat(allowing.decide(facts).verdict()).isEqualTo(Verdict.APPROVED);
    assertThat(new PolicySet(List.of(allowing, engine)).decide(facts).verdict())
        .as("all must allow it")
        .isEqualTo(Verdict.BLOCKED);
  }

  private static Facts facts(double risk, double disparity) {
    return new Facts(
        Map.of("risk", Map.of("index", risk), "fairness", Map.of("disparity", disparity)));
  }
}
