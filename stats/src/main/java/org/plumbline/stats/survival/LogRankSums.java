package org.plumbline.stats.survival;

import java.util.Arrays;
import java.util.List;
import org.plumbline.stats.math.Sorting;

/** Observed and expected events of groups, with their covariance, over strata. */
final class LogRankSums {
  private final int groups;
  private final LogRankWeight weight;
  private final double[] observed;
  private final double[] expected;
  private final double[][] variance;

  LogRankSums(int groups, LogRankWeight weight) {
    this.groups = groups;
    this.weight = weight;
    observed = new double[groups];
    expected = new double[groups];
    variance = new double[groups][groups];
  }

  /** Adds the rows of one stratum. */
  void add(Lifetimes rows, int[] group) {
    double[] factors = factors(RiskTable.of(rows));
    int[] order = Sorting.ascending(rows.times());
    int[] entered = Sorting.ascending(rows.entries());
    double[] atRisk = new double[groups];
    double[] events = new double[groups];
    int next = entered.length - 1;
    int time = factors.length - 1;
    int last = order.length - 1;
    while (last >= 0) {
      double now = rows.time(order[last]);
      Arrays.fill(events, 0);
      for (; last >= 0 && rows.time(order[last]) == now; last--) {
        int row = order[last];
        atRisk[group[row]] += rows.weight(row);
        events[group[row]] += rows.isEvent(row) ? rows.weight(row) : 0;
      }
      for (; next >= 0 && rows.entry(entered[next]) >= now; next--) {
        atRisk[group[entered[next]]] -= rows.weight(entered[next]);
      }
      compare(factors[time--], atRisk, events);
    }
  }

  /** What each time weighs, in the order of time. */
  private double[] factors(RiskTable table) {
    double[] factors = new double[table.size()];
    double before = 1;
    for (int i = 0; i < factors.length; i++) {
      double n = table.atRisk(i);
      double peto = before * (1 - table.events(i) / (n + 1));
      factors[i] =
          switch (weight) {
            case EQUAL -> 1;
            case SURVIVAL -> before;
            case GEHAN -> n;
            case TARONE_WARE -> Math.sqrt(n);
            case PETO -> peto;
          };
      before = weight == LogRankWeight.PETO ? peto : before * (1 - table.events(i) / n);
    }
    return factors;
  }

  private void compare(double factor, double[] atRisk, double[] events) {
    double n = Arrays.stream(atRisk).sum();
    double d = Arrays.stream(events).sum();
    if (d == 0) {
      return;
    }
    // One row alone at risk says nothing, and would divide by 0.
    double spread = n > 1 ? factor * factor * d * (n - d) / (n - 1) : 0;
    for (int g = 0; g < groups; g++) {
      double share = atRisk[g] / n;
      observed[g] += factor * events[g];
      expected[g] += factor * d * share;
      for (int h = 0; h < groups; h++) {
        variance[g][h] += spread * share * ((g == h ? 1 : 0) - atRisk[h] / n);
      }
    }
  }

  LogRank test() {
    return LogRank.of(boxed(observed), boxed(expected), variance);
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
