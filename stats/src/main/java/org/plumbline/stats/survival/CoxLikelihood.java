package org.plumbline.stats.survival;

import java.util.Arrays;

/** The partial log-likelihood with its first and second derivatives at given coefficients. */
final class CoxLikelihood {
  private final CoxLayout layout;
  private final CoxSettings settings;
  private final CoxWalk walk;
  private final ExactTies exact;
  final double[] gradient;
  final double[][] information;
  private double value;

  CoxLikelihood(CoxLayout layout, CoxSettings settings) {
    this.layout = layout;
    this.settings = settings;
    walk = new CoxWalk(layout);
    exact = new ExactTies(layout);
    gradient = new double[layout.p];
    information = new double[layout.p][layout.p];
  }

  /** Evaluates, and gives the log-likelihood less the penalty. */
  double evaluate(double[] beta) {
    value = 0;
    Arrays.fill(gradient, 0);
    for (double[] row : information) {
      Arrays.fill(row, 0);
    }
    for (int i = 0; i < layout.n; i++) {
      if (layout.event[i]) {
        value += layout.weight[i] * layout.linear(i, beta);
        for (int j = 0; j < layout.p; j++) {
          gradient[j] += layout.weight[i] * layout.z[i * layout.p + j];
        }
      }
    }
    if (settings.ties() == CoxTies.EXACT) {
      value -= exact.subtract(beta, gradient, information);
    } else {
      walk.walk(beta, this::subtract);
    }
    return value - penalise(beta);
  }

  /** The log-likelihood of the last evaluation without the penalty. */
  double unpenalised() {
    return value;
  }

  private void subtract(int block, RiskSums sums) {
    int p = layout.p;
    int terms = sums.terms(settings.ties());
    double share = sums.eventWeight / terms;
    for (int term = 0; term < terms; term++) {
      double fraction = sums.fraction(term, settings.ties());
      double inverse = 1 / sums.denominator(fraction);
      value += share * Math.log(inverse);
      int at = 0;
      for (int j = 0; j < p; j++) {
        double mean = (sums.s1[j] - fraction * sums.e1[j]) * inverse;
        gradient[j] -= share * mean;
        double[] row = information[j];
        for (int k = 0; k <= j; k++) {
          double other = (sums.s1[k] - fraction * sums.e1[k]) * inverse;
          double square = (sums.s2[at] - fraction * sums.e2[at]) * inverse;
          row[k] += share * (square - mean * other);
          at++;
        }
      }
    }
  }

  /** As lifelines: half the penalty times all weight for each squared standardised coefficient. */
  private double penalise(double[] beta) {
    double factor = settings.penalty() * layout.totalWeight();
    if (factor == 0) {
      return 0;
    }
    double taken = 0;
    for (int j = 0; j < layout.p; j++) {
      taken += 0.5 * factor * beta[j] * beta[j];
      gradient[j] -= factor * beta[j];
      information[j][j] += factor;
    }
    return taken;
  }
}
