package org.plumbline.training;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Task;
import org.plumbline.stats.fairness.Reweighing;

/**
 * Features and label of the rows that have a label, ready for learners. Arrays are shared and never
 * written to.
 *
 * @param inputs the model's inputs in slot order
 * @param columns slots by input, then row
 * @param classes [negative, positive] for BINARY, all for MULTICLASS, empty for REGRESSION
 * @param target 0/1, class index, or value by row
 * @param groups a number for each row, the same for rows that go together; empty when every row
 *     stands for itself
 * @param reweighed name of each row's group of people, between which weights make the label
 *     independent; empty when every row weighs one
 */
record Dataset(
    Task task,
    List<Input> inputs,
    double[][] columns,
    List<String> classes,
    double[] target,
    int[] groups,
    List<String> reweighed) {

  /** Every row weighs one. */
  Dataset(
      Task task,
      List<Input> inputs,
      double[][] columns,
      List<String> classes,
      double[] target,
      int[] groups) {
    this(task, inputs, columns, classes, target, groups, List.of());
  }

  /** The same rows with weights; two classes only. */
  Dataset reweighed(List<String> people) {
    return new Dataset(task, inputs, columns, classes, target, groups, people);
  }

  /** The weights of rows that are fitted together; null when every row weighs one. */
  double @Nullable [] weights(int[] rows) {
    if (reweighed.isEmpty()) {
      return null;
    }
    boolean[] positive = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      positive[i] = target[rows[i]] == 1;
    }
    return Reweighing.weights(Arrays.stream(rows).mapToObj(reweighed::get).toList(), positive);
  }

  /** Numbers groups by the rank of their value. */
  static int[] numbered(double[] values) {
    double[] known = Arrays.stream(values).sorted().distinct().toArray();
    return Arrays.stream(values).mapToInt(one -> Arrays.binarySearch(known, one)).toArray();
  }

  boolean isGrouped() {
    return groups.length > 0;
  }

  /** The groups of these rows of a grouped data set. */
  int[] groups(int[] rows) {
    return Arrays.stream(rows).map(row -> groups[row]).toArray();
  }

  int rowCount() {
    return target.length;
  }

  /** 1, or the number of classes for MULTICLASS. */
  int marginCount() {
    return task == Task.MULTICLASS ? classes.size() : 1;
  }

  void fill(int row, double[] out) {
    for (int i = 0; i < columns.length; i++) {
      out[i] = columns[i][row];
    }
  }

  double[] targets(int[] rows) {
    double[] chosen = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = target[rows[i]];
    }
    return chosen;
  }

  int[] classTargets(int[] rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = (int) target[rows[i]];
    }
    return chosen;
  }

  /** How many of these rows belong to each class. */
  int[] classCounts(int[] rows) {
    int[] counts = new int[classes.size()];
    for (int row : rows) {
      counts[(int) target[row]]++;
    }
    return counts;
  }
}
