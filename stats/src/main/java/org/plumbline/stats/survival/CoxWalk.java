package org.plumbline.stats.survival;

/** Walks the risk sets of a layout for given coefficients. */
final class CoxWalk {
  /** Meets the blocks that hold events. */
  interface Visitor {
    void meet(int block, RiskSums sums);
  }

  private final CoxLayout layout;
  private final double[] risk;

  CoxWalk(CoxLayout layout) {
    this.layout = layout;
    risk = new double[layout.n];
  }

  /** exp of the linear predictor at each position, from the last walk; borrowed. */
  double[] risk() {
    return risk;
  }

  void walk(double[] beta, Visitor visitor) {
    for (int i = 0; i < layout.n; i++) {
      risk[i] = Math.exp(layout.linear(i, beta));
    }
    var sums = new RiskSums(layout.p);
    int next = 0;
    for (int block = 0; block < layout.blocks; block++) {
      if (layout.firstOfStratum[block]) {
        sums.clear();
        next = Math.min(layout.starts[block], layout.entered.length);
      }
      join(block, sums);
      next = leave(block, next, sums);
      if (sums.events > 0) {
        visitor.meet(block, sums);
      }
    }
  }

  private void join(int block, RiskSums sums) {
    int from = layout.starts[block];
    int to = layout.starts[block + 1];
    sums.clearEvents();
    for (int i = from; i < to; i++) {
      double r = layout.weight[i] * risk[i];
      sums.add(layout.z, i * layout.p, r, 1);
      if (layout.event[i]) {
        sums.events++;
        sums.eventWeight += layout.weight[i];
        if (to - from > 1) {
          sums.addEvent(layout.z, i * layout.p, r);
        }
      }
    }
  }

  /** Takes out the rows that had not entered by this time. */
  private int leave(int block, int from, RiskSums sums) {
    int next = from;
    // Entries lie stratum by stratum as rows do.
    int end = Math.min(layout.stratumEnd(layout.blockStratum[block]), layout.entered.length);
    while (next < end && layout.entry[layout.entered[next]] >= layout.blockTime[block]) {
      int i = layout.entered[next];
      sums.add(layout.z, i * layout.p, layout.weight[i] * risk[i], -1);
      if (sums.present == 0) {
        sums.clear();
      }
      next++;
    }
    return next;
  }
}
