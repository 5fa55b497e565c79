package org.plumbline.stats.fairness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.stats.math.Rules;

/**
 * Weights under which group and truth are independent: each row weighs what its group and its truth
 * would expect of each other over what there is, P(group) P(truth) / P(group, truth) [Kamiran &
 * Calders, Data preprocessing techniques for classification without discrimination, Knowledge and
 * Information Systems 33, 2012, algorithm 3]. Every group then has the base rate of all rows, and
 * the weights sum to the number of rows where each group knows both truths. Stateless.
 */
public final class Reweighing {
  private Reweighing() {}

  /**
   * The weight of each row.
   *
   * @param groups name of each row's group
   * @param positive truth of each row
   * @throws IllegalArgumentException for lists of unequal length
   */
  public static double[] weights(List<String> groups, boolean[] positive) {
    Rules.require(
        groups.size() == positive.length,
        "%d groups, %d truths: give one of each for every row",
        groups.size(),
        positive.length);
    Map<String, long[]> cells = new HashMap<>();
    long[] truths = new long[2];
    for (int row = 0; row < positive.length; row++) {
      int truth = positive[row] ? 1 : 0;
      cells.computeIfAbsent(groups.get(row), name -> new long[2])[truth]++;
      truths[truth]++;
    }
    double[] weights = new double[positive.length];
    for (int row = 0; row < weights.length; row++) {
      int truth = positive[row] ? 1 : 0;
      long[] cell = cells.getOrDefault(groups.get(row), truths);
      double expected = (double) (cell[0] + cell[1]) * truths[truth] / positive.length;
      weights[row] = expected / cell[truth];
    }
    return weights;
  }
}
