package org.plumbline.governance.policy;

import java.util.HashSet;
import java.util.List;
import org.plumbline.governance.Policy;
import org.plumbline.governance.PolicyDecision;
import org.plumbline.governance.PolicyEngine;
import org.plumbline.governance.PolicyTest;
import org.plumbline.governance.Verdict;

/**
 * A policy with what its own tests say of it.
 *
 * @param passed whether every test did; true without tests
 */
public record PolicyCheck(String name, int rules, boolean passed, List<Result> tests) {
  public PolicyCheck {
    tests = List.copyOf(tests);
  }

  /** What one test expected and what the policy said. */
  public record Result(
      String name,
      boolean passed,
      Verdict expected,
      Verdict actual,
      List<String> expectedObjections,
      List<String> objections) {}

  /** One sentence for each test that failed. */
  public List<String> failures() {
    return tests.stream()
        .filter(test -> !test.passed())
        .map(
            test ->
                "'%s' expected %s by %s and got %s by %s"
                    .formatted(
                        test.name(),
                        test.expected(),
                        test.expectedObjections(),
                        test.actual(),
                        test.objections()))
        .toList();
  }

  /**
   * Compiles the policy and runs its tests.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD when a rule is no expression
   */
  public static PolicyCheck of(Policy policy) {
    var engine = new PolicyEngine(policy);
    List<Result> results = policy.tests().stream().map(test -> run(engine, test)).toList();
    return new PolicyCheck(
        policy.name(), policy.rules().size(), results.stream().allMatch(Result::passed), results);
  }

  private static Result run(PolicyEngine engine, PolicyTest test) {
    PolicyDecision said = engine.decide(test.facts());
    boolean passed =
        said.verdict() == test.verdict()
            && new HashSet<>(said.objections()).equals(new HashSet<>(test.objections()));
    return new Result(
        test.name(), passed, test.verdict(), said.verdict(), test.objections(), said.objections());
  }
}
