package org.plumbline.governance;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Compiles and asks CEL expressions over {@link Facts}. */
final class Expressions {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

  private Expressions() {}

  /**
   * An expression that can be asked.
   *
   * @param names of the facts that it reads
   */
  record Compiled(CelRuntime.Program program, Set<String> names) {}

  static Compiled compile(String rule, String when) {
    try {
      CelAbstractSyntaxTree tree = COMPILER.compile(when).getAst();
      return new Compiled(RUNTIME.createProgram(tree), names(tree));
    } catch (CelValidationException | CelEvaluationException fault) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Rule '"
                  + rule
                  + "' is no expression that yields true or false: "
                  + fault.getMessage(),
              fault)
          .with("field", "rules." + rule + ".when");
    }
  }

  private static Set<String> names(CelAbstractSyntaxTree tree) {
    return tree.getReferenceMap().values().stream()
        .map(CelReference::name)
        .filter(Facts.NAMES::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Empty when a fact is missing: CEL then throws, or yields an unknown instead of a boolean. */
  static Optional<Boolean> ask(Compiled expression, Map<String, Object> bound) {
    try {
      return expression.program().eval(bound) instanceof Boolean answer
          ? Optional.of(answer)
          : Optional.empty();
    } catch (CelEvaluationException _) {
      return Optional.empty();
    }
  }

  /**
   * Facts as expressions see them: a name of which nothing is known is an empty object, so that
   * {@code has} can ask for it.
   */
  static Map<String, Object> bound(Facts facts) {
    var bound = new HashMap<String, Object>(facts.tree());
    for (String name : Facts.NAMES) {
      if (!name.equals("task")) {
        bound.putIfAbsent(name, Map.of());
      }
    }
    return bound;
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
