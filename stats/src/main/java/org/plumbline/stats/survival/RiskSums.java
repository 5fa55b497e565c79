package org.plumbline.stats.survival;

/**
 * Sums over one risk set: r, r·z and r·zz' of those at risk and of the events, r being weight ×
 * exp(linear predictor). Matrices keep their lower half row after row.
 */
final class RiskSums {
  final int p;
  final double[] s1;
  final double[] s2;
  final double[] e1;
  final double[] e2;
  double s0;
  double e0;
  double eventWeight;
  int events;
  int present;

  RiskSums(int p) {
    this.p = p;
    s1 = new double[p];
    s2 = new double[p * (p + 1) / 2];
    e1 = new double[p];
    e2 = new double[p * (p + 1) / 2];
  }

  void clear() {
    s0 = 0;
    present = 0;
    java.util.Arrays.fill(s1, 0);
    java.util.Arrays.fill(s2, 0);
  }

  void clearEvents() {
    e0 = 0;
    events = 0;
    eventWeight = 0;
    java.util.Arrays.fill(e1, 0);
    java.util.Arrays.fill(e2, 0);
  }

  void add(double[] z, int from, double r, int sign) {
    s0 += sign * r;
    present += sign;
    sum(z, from, sign * r, s1, s2, p);
  }

  void addEvent(double[] z, int from, double r) {
    e0 += r;
    sum(z, from, r, e1, e2, p);
  }

  private static void sum(double[] z, int from, double r, double[] first, double[] second, int p) {
    int at = 0;
    for (int j = 0; j < p; j++) {
      double rz = r * z[from + j];
      first[j] += rz;
      for (int k = 0; k <= j; k++) {
        second[at++] += rz * z[from + k];
      }
    }
  }

  /** Terms into which a tie is taken apart. */
  int terms(CoxTies ties) {
    return ties == CoxTies.EFRON ? events : 1;
  }

  /** Share of the events that has already left before the term. */
  double fraction(int term, CoxTies ties) {
    return (double) term / terms(ties);
  }

  double denominator(double fraction) {
    return fraction == 0 ? s0 : s0 - fraction * e0;
  }

  double mean(int j, double fraction) {
    return (s1[j] - fraction * e1[j]) / denominator(fraction);
  }
}
