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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  static CelRuntime.Program compile(String rule, String when) {
    try {
      CelAbstractSyntaxTree tree = COMPILER.compile(when).getAst();
      return RUNTIME.createProgram(tree);
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

  /** Empty when a fact is missing: CEL then throws, or yields an unknown instead of a boolean. */
  static Optional<Boolean> ask(CelRuntime.Program program, Facts facts) {
    try {
      return program.eval(bound(facts)) instanceof Boolean answer
          ? Optional.of(answer)
          : Optional.empty();
    } catch (CelEvaluationException _) {
      return Optional.empty();
    }
  }

  /** A name of which nothing is known is an empty object, so that {@code has} can ask for it. */
  private static Map<String, Object> bound(Facts facts) {
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
