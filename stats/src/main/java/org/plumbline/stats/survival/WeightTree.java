package org.plumbline.stats.survival;

/** Weights by rank with sums of prefixes in O(log n): a Fenwick tree. */
final class WeightTree {
  private final double[] sums;
  private final double[] single;
  private double total;

  WeightTree(int ranks) {
    sums = new double[ranks + 1];
    single = new double[ranks];
  }

  void add(int rank, double weight) {
    single[rank] += weight;
    total += weight;
    for (int i = rank + 1; i < sums.length; i += i & -i) {
      sums[i] += weight;
    }
  }

  double below(int rank) {
    double sum = 0;
    for (int i = rank; i > 0; i -= i & -i) {
      sum += sums[i];
    }
    return sum;
  }

  double at(int rank) {
    return single[rank];
  }

  double above(int rank) {
    return total - below(rank) - single[rank];
  }
}
