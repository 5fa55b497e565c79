package org.plumbline.stats.survival;

import java.util.Arrays;

/*
 * Implementation note: the denominator of d events among n rows is the elementary symmetric
 * polynomial of degree d of their risks, by the recursion of Gail, Lubin and Rubinstein (1981) with
 * first and second derivatives carried along. Risks are divided by their sum over d, which keeps
 * every polynomial below e^d.
 */
/** The conditional logistic denominator of the Cox likelihood. */
final class ExactTies {
  private final CoxLayout layout;

  ExactTies(CoxLayout layout) {
    this.layout = layout;
  }

  /** Gives the sum of the log denominators and subtracts their derivatives. */
  double subtract(double[] beta, double[] gradient, double[][] information) {
    double sum = 0;
    int from = 0;
    for (int block = 0; block < layout.blocks; block++) {
      from = layout.firstOfStratum[block] ? layout.starts[block] : from;
      int events = 0;
      for (int i = layout.starts[block]; i < layout.starts[block + 1]; i++) {
        events += layout.event[i] ? 1 : 0;
      }
      if (events > 0) {
        sum += denominator(from, block, events, beta, gradient, information);
      }
    }
    return sum;
  }

  private double denominator(
      int from, int block, int events, double[] beta, double[] gradient, double[][] information) {
    int p = layout.p;
    int to = layout.starts[block + 1];
    double unit = 0;
    for (int i = from; i < to; i++) {
      unit += isAtRisk(i, block) ? Math.exp(layout.linear(i, beta)) / events : 0;
    }
    double[] zero = new double[events + 1];
    double[][] first = new double[events + 1][p];
    double[][] second = new double[events + 1][p * p];
    zero[0] = 1;
    for (int i = from; i < to; i++) {
      if (isAtRisk(i, block)) {
        extend(i, Math.exp(layout.linear(i, beta)) / unit, zero, first, second);
      }
    }
    for (int j = 0; j < p; j++) {
      double mean = first[events][j] / zero[events];
      gradient[j] -= mean;
      for (int k = 0; k <= j; k++) {
        double other = first[events][k] / zero[events];
        information[j][k] += second[events][j * p + k] / zero[events] - mean * other;
      }
    }
    return Math.log(zero[events]) + events * Math.log(unit);
  }

  private boolean isAtRisk(int position, int block) {
    return layout.entry[position] < layout.blockTime[block];
  }

  private void extend(int i, double r, double[] zero, double[][] first, double[][] second) {
    int p = layout.p;
    double[] x = Arrays.copyOfRange(layout.z, i * p, (i + 1) * p);
    for (int d = zero.length - 1; d > 0; d--) {
      for (int j = 0; j < p; j++) {
        for (int k = 0; k <= j; k++) {
          second[d][j * p + k] +=
              r
                  * (second[d - 1][j * p + k]
                      + x[j] * first[d - 1][k]
                      + x[k] * first[d - 1][j]
                      + x[j] * x[k] * zero[d - 1]);
        }
      }
      for (int j = 0; j < p; j++) {
        first[d][j] += r * (first[d - 1][j] + x[j] * zero[d - 1]);
      }
      zero[d] += r * zero[d - 1];
    }
  }
}
