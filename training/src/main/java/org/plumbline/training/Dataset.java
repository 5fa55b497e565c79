package org.plumbline.training;

import java.util.List;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Task;

/**
 * Features and label of the rows that have a label, ready for learners. Arrays are shared and never
 * written to.
 *
 * @param inputs the model's inputs in slot order
 * @param columns slots by input, then row
 * @param classes [negative, positive] for BINARY, all for MULTICLASS, empty for REGRESSION
 * @param target 0/1, class index, or value by row
 */
record Dataset(
    Task task, List<Input> inputs, double[][] columns, List<String> classes, double[] target) {

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
