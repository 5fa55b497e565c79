package org.plumbline.governance;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A policy with its expressions compiled: a pure function from facts to a verdict.
 *
 * <p>It holds nothing it could write with, which is why a simulation may use the very same object.
 * Immutable; safe to share between threads.
 */
public final class PolicyEngine {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

  private final Policy policy;
  private final List<CompiledRule> rules;

  private record CompiledRule(PolicyRule rule, CelRuntime.Program program) {}

  /**
   * Compiles a policy.
   *
   * @throws PlumblineException INVALID_FIELD when an expression is none, or uses an unknown name
   */
  public PolicyEngine(Policy policy) {
    this.policy = policy;
    this.rules = policy.rules().stream().map(PolicyEngine::compile).toList();
  }

  public Policy policy() {
    return policy;
  }

  /**
   * Asks every rule; the worst verdict counts.
   *
   * <p>A rule that needs a fact nobody knows leaves the version unevaluated: missing data is no
   * approval. An expression says {@code has(fairness.disparity)} where a fact may be absent.
   */
  public PolicyDecision decide(Facts facts) {
    Verdict worst = Verdict.APPROVED;
    List<String> reasons = new ArrayList<>();
    for (CompiledRule compiled : rules) {
      PolicyRule rule = compiled.rule();
      Optional<Boolean> objects = ask(compiled, facts);
      if (objects.isEmpty()) {
        worst = worst.worse(Verdict.UNEVALUATED);
        reasons.add(
            "Rule '" + rule.name() + "' needs a fact that is not known (" + rule.when() + ")");
      } else if (objects.get()) {
        worst = worst.worse(rule.verdict());
        reasons.add(rule.sentence());
      }
    }
    return new PolicyDecision(worst, reasons);
  }

  /** Empty when a fact is missing: CEL then throws, or yields an unknown instead of a boolean. */
  private static Optional<Boolean> ask(CompiledRule compiled, Facts facts) {
    try {
      return compiled.program().eval(facts.tree()) instanceof Boolean answer
          ? Optional.of(answer)
          : Optional.empty();
    } catch (CelEvaluationException _) {
      return Optional.empty();
    }
  }

  private static CompiledRule compile(PolicyRule rule) {
    try {
      CelAbstractSyntaxTree tree = COMPILER.compile(rule.when()).getAst();
      return new CompiledRule(rule, RUNTIME.createProgram(tree));
    } catch (CelValidationException | CelEvaluationException fault) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Rule '"
                  + rule.name()
                  + "' is no expression that yields true or false: "
                  + fault.getMessage(),
              fault)
          .with("field", "rules." + rule.name() + ".when");
    }
  }

  private static CelCompiler compiler() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    for (String name : Facts.NAMES) {
      builder.addVar(
          name,
          name.equals("task")
              ? SimpleType.STRING
              : MapType.create(SimpleType.STRING, SimpleType.DYN));
    }
    return builder.build();
  }
}
