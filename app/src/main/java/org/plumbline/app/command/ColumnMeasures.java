package org.plumbline.app.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.drift.DriftMeasures;
import org.plumbline.stats.drift.DriftMethod;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.TableProfile;

/** What the chosen methods say of each column, for people and for programs. */
final class ColumnMeasures {
  private final TableProfile reference;
  private final TableProfile current;
  private final Set<DriftMethod> methods;

  ColumnMeasures(TableProfile reference, TableProfile current, Set<DriftMethod> methods) {
    this.reference = reference;
    this.current = current;
    this.methods = EnumSet.copyOf(methods);
  }

  private Map<DriftMethod, DriftMeasures.Measured> of(String column) {
    Optional<ColumnProfile> before = reference.column(column);
    Optional<ColumnProfile> after = current.column(column);
    return before.isEmpty() || after.isEmpty()
        ? Map.of()
        : DriftMeasures.of(before.get(), after.get(), methods);
  }

  /** Heads of the columns of a table. */
  List<String> names() {
    return methods.stream()
        .map(method -> DriftMethods.name(method) + (method.isTest() ? " (p)" : ""))
        .toList();
  }

  /** One text for each of {@link #names}. */
  List<String> texts(String column) {
    Map<DriftMethod, DriftMeasures.Measured> found = of(column);
    var texts = new ArrayList<String>();
    for (DriftMethod method : methods) {
      DriftMeasures.@Nullable Measured measured = found.get(method);
      texts.add(
          measured == null
              ? "-"
              : number(measured.value())
                  + (Double.isNaN(measured.pValue())
                      ? ""
                      : " (" + number(measured.pValue()) + ")"));
    }
    return texts;
  }

  /** By wire name; what is not a finite number is left out, for JSON has no NaN. */
  Map<String, Map<String, Double>> answer(String column) {
    var answer = new LinkedHashMap<String, Map<String, Double>>();
    of(column)
        .forEach(
            (method, measured) -> {
              var one = new LinkedHashMap<String, Double>();
              put(one, "value", measured.value());
              put(one, "pValue", measured.pValue());
              answer.put(method.wireName(), one);
            });
    return answer;
  }

  private static void put(Map<String, Double> answer, String name, double value) {
    if (Double.isFinite(value)) {
      answer.put(name, value);
    }
  }

  static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }
}
