package org.plumbline.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnType;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Task;

/** The label as numbers, and the task it implies. */
record Target(Task task, List<String> classes, double[] values) {
  private static final Set<String> AFFIRMATIVE = Set.of("yes", "true", "1", "y", "t", "positive");
  private static final int MOST_CLASSES = 100;

  /**
   * Two values make a BINARY task; a few categories or up to {@value
   * Preparation#MOST_INTEGER_CLASSES} whole numbers MULTICLASS; other numbers REGRESSION. A
   * positive value makes any label BINARY, all other values together being the negative class.
   */
  static Target of(Column label, @Nullable String positive, @Nullable Task asked) {
    double[] distinct = Arrays.stream(label.slots()).distinct().sorted().toArray();
    if (distinct.length < 2) {
      throw Trainable.refused(
              "Label '"
                  + label.name()
                  + "' is '"
                  + label.text(distinct[0])
                  + "' in every row; there is nothing to learn")
          .with("field", label.name());
    }
    Task task = asked == null ? infer(label, distinct, positive) : asked;
    return switch (task) {
      case REGRESSION -> numbers(label);
      case BINARY -> binary(label, distinct, positive);
      case MULTICLASS -> multiclass(label, distinct);
    };
  }

  private static Task infer(Column label, double[] distinct, @Nullable String positive) {
    if (positive != null || distinct.length == 2) {
      return Task.BINARY;
    }
    return switch (label.type()) {
      case CATEGORY, TEXT, IDENTIFIER, BOOLEAN -> Task.MULTICLASS;
      case INTEGER ->
          distinct.length <= Preparation.MOST_INTEGER_CLASSES ? Task.MULTICLASS : Task.REGRESSION;
      case NUMBER, DATE, TIMESTAMP -> Task.REGRESSION;
    };
  }

  private static Target numbers(Column label) {
    boolean number =
        switch (label.type()) {
          case NUMBER, INTEGER, BOOLEAN, DATE, TIMESTAMP -> true;
          case CATEGORY, TEXT, IDENTIFIER -> false;
        };
    if (!number) {
      throw invalid(label, "is of type " + label.type() + " and cannot be predicted as a number");
    }
    return new Target(Task.REGRESSION, List.of(), label.slots());
  }

  private static Target binary(Column label, double[] distinct, @Nullable String positive) {
    double event =
        positive == null ? likelyEvent(label, distinct) : slotOf(label, distinct, positive);
    double[] values = Arrays.stream(label.slots()).map(slot -> slot == event ? 1 : 0).toArray();
    double other = distinct[0] == event ? distinct[1] : distinct[0];
    String name = label.text(event);
    String rest = distinct.length == 2 ? label.text(other) : "not " + name;
    return new Target(Task.BINARY, List.of(rest, name), values);
  }

  private static double slotOf(Column label, double[] distinct, String positive) {
    for (double slot : distinct) {
      if (label.text(slot).equals(positive)) {
        return slot;
      }
    }
    // "1" for 1.0, "TRUE" for true: spelled otherwise, but meant.
    for (double slot : distinct) {
      if (label.text(slot).equalsIgnoreCase(positive.strip())) {
        return slot;
      }
    }
    throw invalid(label, "never has the positive value '" + positive + "'");
  }

  private static double likelyEvent(Column label, double[] distinct) {
    if (distinct.length != 2) {
      throw invalid(
          label, "has " + distinct.length + " values; name the positive one with --positive");
    }
    boolean first = isAffirmative(label.text(distinct[0]));
    boolean second = isAffirmative(label.text(distinct[1]));
    if (first != second) {
      return first ? distinct[0] : distinct[1];
    }
    if (label.type() == ColumnType.INTEGER || label.type() == ColumnType.NUMBER) {
      return distinct[1];
    }
    long ofFirst = Arrays.stream(label.slots()).filter(slot -> slot == distinct[0]).count();
    return ofFirst * 2 < label.slots().length ? distinct[0] : distinct[1];
  }

  private static boolean isAffirmative(String text) {
    return AFFIRMATIVE.contains(text.toLowerCase(Locale.ROOT));
  }

  private static Target multiclass(Column label, double[] distinct) {
    if (distinct.length > MOST_CLASSES) {
      throw invalid(
          label,
          "has "
              + distinct.length
              + " different values; classes are at most "
              + MOST_CLASSES
              + ": group them or name one with --positive");
    }
    List<String> classes = Arrays.stream(distinct).mapToObj(label::text).toList();
    double[] values =
        Arrays.stream(label.slots()).map(slot -> Arrays.binarySearch(distinct, slot)).toArray();
    return new Target(Task.MULTICLASS, classes, values);
  }

  private static PlumblineException invalid(Column label, String problem) {
    return PlumblineException.of(ErrorCode.INVALID_DATA, "Label '" + label.name() + "' " + problem)
        .with("field", label.name());
  }
}
