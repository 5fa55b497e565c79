package org.plumbline.app.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.stats.drift.DriftMethod;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads names of methods of drift, such as {@code cramer-von-mises}, or {@code all}. */
final class DriftMethods {
  private DriftMethods() {}

  /**
   * The methods that were asked for; those that are told anyway when none was.
   *
   * @throws ParameterException for a name that is none
   */
  static Set<DriftMethod> of(List<String> names, CommandLine commandLine) {
    if (names.isEmpty()) {
      return DriftMethod.DEFAULT;
    }
    var asked = EnumSet.noneOf(DriftMethod.class);
    for (String name : names) {
      asked.addAll(
          name.strip().equals("all")
              ? EnumSet.allOf(DriftMethod.class)
              : EnumSet.of(one(name.strip(), commandLine)));
    }
    return asked;
  }

  private static DriftMethod one(String name, CommandLine commandLine) {
    return Arrays.stream(DriftMethod.values())
        .filter(method -> name(method).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    commandLine,
                    "'%s' is no method of drift; give all, or some of %s"
                        .formatted(
                            name,
                            Arrays.stream(DriftMethod.values())
                                .map(DriftMethods::name)
                                .collect(Collectors.joining(", ")))));
  }

  /** As people type it. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
