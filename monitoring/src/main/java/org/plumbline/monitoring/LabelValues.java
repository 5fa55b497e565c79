package org.plumbline.monitoring;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.scoring.Task;

/** What a label's value means to a version: a class by name, or a number. */
public final class LabelValues {
  private LabelValues() {}

  /** The class index or the number; empty when the value is neither. */
  public static OptionalDouble parse(Object value, WatchedVersion version) {
    if (version.model().task() == Task.REGRESSION) {
      return number(value);
    }
    List<String> classes = version.model().classes();
    int index = classes.indexOf(text(value));
    if (index >= 0) {
      return OptionalDouble.of(index);
    }
    if (value instanceof Boolean answer && version.model().task() == Task.BINARY) {
      List<String> spelling =
          version.contract().label().map(ColumnContract::categories).orElse(List.of());
      int spelt = spelling.size() == 2 ? classes.indexOf(spelling.get(answer ? 1 : 0)) : -1;
      return OptionalDouble.of(spelt >= 0 ? spelt : answer ? 1 : 0);
    }
    OptionalDouble number = number(value);
    boolean isIndex =
        version.model().task() == Task.BINARY
            && number.isPresent()
            && (number.getAsDouble() == 0 || number.getAsDouble() == 1);
    return isIndex ? number : OptionalDouble.empty();
  }

  /** A kept value as people write it: the name of a class, or a number where no class is known. */
  public static String text(double value, @Nullable WatchedVersion version) {
    List<String> classes = version == null ? List.of() : version.model().classes();
    return value >= 0 && value < classes.size() && value == Math.rint(value)
        ? classes.get((int) value)
        : text(value);
  }

  private static OptionalDouble number(Object value) {
    double number =
        switch (value) {
          case Number some -> some.doubleValue();
          case String text -> spelt(text);
          default -> Double.NaN;
        };
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  private static double spelt(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  private static String text(Object value) {
    if (value instanceof Number number) {
      double some = number.doubleValue();
      return some == Math.rint(some) && Math.abs(some) < 1e15
          ? String.format(Locale.ROOT, "%.0f", some)
          : Double.toString(some);
    }
    return value.toString().strip();
  }
}
