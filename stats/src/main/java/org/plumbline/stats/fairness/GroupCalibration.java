package org.plumbline.stats.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.metrics.CalibrationCurve;

/**
 * Whether a probability means the same for every group of people: predicted beside observed shares
 * in each. Groups below the minimum size are hidden, only their number is told; no figure of all
 * rows is given, so that nothing hidden can be derived. Immutable.
 *
 * @param groups the groups that may be shown, by name
 * @param hiddenGroups how many have too few rows
 */
public record GroupCalibration(Map<String, Group> groups, int hiddenGroups) {
  private static final int BINS = 10;

  public GroupCalibration {
    groups = Map.copyOf(groups);
  }

  /**
   * One group.
   *
   * @param rows how many
   * @param predicted mean probability
   * @param observed share of positives
   * @param error expected calibration error over ten bins of equal row count
   */
  public record Group(int rows, double predicted, double observed, double error) {
    /** How much the probabilities promise too much (positive) or too little. */
    public double bias() {
      return predicted - observed;
    }
  }

  /**
   * Compares probabilities with labels of 0 and 1.
   *
   * @param leastRows rows under which a group is hidden
   * @throws IllegalArgumentException for lists of unequal length, leastRows under 1, or what {@link
   *     CalibrationCurve#equalMass} refuses
   */
  public static GroupCalibration of(
      List<String> groups, double[] labels, double[] probabilities, int leastRows) {
    Rules.require(
        groups.size() == labels.length && groups.size() == probabilities.length,
        "%d groups, %d labels, %d probabilities: give one of each for every row",
        groups.size(),
        labels.length,
        probabilities.length);
    Rules.require(leastRows >= 1, "leastRows %d: must be at least 1", leastRows);
    Map<String, List<Integer>> rows = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      rows.computeIfAbsent(groups.get(i), _ -> new ArrayList<>()).add(i);
    }
    Map<String, Group> shown = new TreeMap<>();
    rows.forEach(
        (name, members) -> {
          if (members.size() >= leastRows) {
            shown.put(name, group(members, labels, probabilities));
          }
        });
    return new GroupCalibration(shown, rows.size() - shown.size());
  }

  private static Group group(List<Integer> members, double[] labels, double[] probabilities) {
    double[] y = members.stream().mapToDouble(i -> labels[i]).toArray();
    double[] p = members.stream().mapToDouble(i -> probabilities[i]).toArray();
    double predicted = 0;
    double observed = 0;
    for (int i = 0; i < y.length; i++) {
      predicted += p[i] / y.length;
      observed += y[i] / y.length;
    }
    double error = CalibrationCurve.equalMass(y, p, BINS).expectedError();
    return new Group(y.length, predicted, observed, error);
  }

  /** Largest less smallest {@link Group#bias} of the shown groups; {@code NaN} without one. */
  public double gap() {
    double[] biases = groups.values().stream().mapToDouble(Group::bias).sorted().toArray();
    return biases.length == 0 ? Double.NaN : biases[biases.length - 1] - biases[0];
  }
}
