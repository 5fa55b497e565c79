package org.plumbline.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** What rows must hold before anything can be learnt from them. */
final class Trainable {
  static final int FEWEST_ROWS = 30;
  static final int FEWEST_OF_A_CLASS = 5;

  private Trainable() {}

  /** Whether a part of the rows has at least two classes, or any row for numbers. */
  static boolean rows(Dataset data, int[] rows) {
    return switch (data.task()) {
      case BINARY, MULTICLASS ->
          Arrays.stream(data.classCounts(rows)).filter(count -> count > 0).count() >= 2;
      case REGRESSION -> rows.length >= 2;
    };
  }

  /** Refuses a table from which nothing can be learnt, and says what is missing. */
  static void require(Dataset data) {
    if (data.rowCount() < FEWEST_ROWS) {
      throw refused(
          "Only "
              + data.rowCount()
              + " rows have a label; at least "
              + FEWEST_ROWS
              + " are needed to learn and to judge");
    }
    if (data.inputs().isEmpty()) {
      throw refused(
          "No column is left to learn from: all others are the label, ids, constant, empty or"
              + " dropped");
    }
    int[] all = IntStream.range(0, data.rowCount()).toArray();
    switch (data.task()) {
      case BINARY, MULTICLASS -> {
        int[] counts = data.classCounts(all);
        for (int k = 0; k < counts.length; k++) {
          if (counts[k] < FEWEST_OF_A_CLASS) {
            throw refused(
                "Class '"
                    + data.classes().get(k)
                    + "' of the label has "
                    + counts[k]
                    + " rows; each class needs at least "
                    + FEWEST_OF_A_CLASS
                    + ": merge it with another or remove its rows");
          }
        }
      }
      case REGRESSION -> {
        double first = data.target()[0];
        if (Arrays.stream(data.target()).allMatch(value -> value == first)) {
          throw refused("The label is " + first + " in every row; there is nothing to learn");
        }
      }
    }
  }

  /** Refuses when no fold has anything to fit on. */
  static void requireFolds(List<Fold> folds, String kind) {
    if (folds.isEmpty()) {
      throw refused(
          "Split by "
              + kind
              + ", no part of the rows holds two classes to learn from and later rows to judge on;"
              + " use more data or another split");
    }
  }

  static PlumblineException refused(String message) {
    return PlumblineException.of(ErrorCode.INVALID_DATA, message);
  }
}
