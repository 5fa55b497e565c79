package org.plumbline.stats.survival;

import java.util.Arrays;

/**
 * The log-likelihood of an accelerated failure time model, in ln(scale) and standardised columns.
 */
final class AftLikelihood {
  private final AftFamily family;
  private final Lifetimes rows;
  private final double[][] z;
  private final int columns;
  final double[] gradient;
  final double[][] information;

  /** Columns of z hold the intercept first; the last parameter is ln(scale) if there is one. */
  AftLikelihood(AftFamily family, Lifetimes rows, double[][] z) {
    this.family = family;
    this.rows = rows;
    this.z = z;
    columns = z[0].length;
    int size = columns + (family.hasScale() ? 1 : 0);
    gradient = new double[size];
    information = new double[size][size];
  }

  int size() {
    return gradient.length;
  }

  boolean hasScale() {
    return family.hasScale();
  }

  double evaluate(double[] parameters) {
    Arrays.fill(gradient, 0);
    for (double[] row : information) {
      Arrays.fill(row, 0);
    }
    double logScale = family.hasScale() ? parameters[columns] : 0;
    double inverse = Math.exp(-logScale);
    double[] law = new double[3];
    double value = 0;
    for (int i = 0; i < rows.size(); i++) {
      double logTime = Math.log(rows.time(i));
      double w = logTime;
      for (int j = 0; j < columns; j++) {
        w -= z[i][j] * parameters[j];
      }
      w *= inverse;
      if (rows.isEvent(i)) {
        family.density(w, law);
        law[0] -= logScale + logTime;
      } else {
        family.survival(w, law);
      }
      value += rows.weight(i) * law[0];
      add(i, w, inverse, law);
    }
    return value;
  }

  /** dw/dβ = -z/σ and dw/dlnσ = -w; the second derivatives follow. */
  private void add(int i, double w, double inverse, double[] law) {
    double weight = rows.weight(i);
    double[] row = z[i];
    for (int j = 0; j < columns; j++) {
      gradient[j] -= weight * law[1] * inverse * row[j];
      for (int k = 0; k <= j; k++) {
        information[j][k] -= weight * law[2] * inverse * inverse * row[j] * row[k];
      }
    }
    if (family.hasScale()) {
      gradient[columns] -= weight * (law[1] * w + (rows.isEvent(i) ? 1 : 0));
      for (int k = 0; k < columns; k++) {
        information[columns][k] -= weight * (law[2] * w + law[1]) * inverse * row[k];
      }
      information[columns][columns] -= weight * (law[2] * w * w + law[1] * w);
    }
  }

  /** Weight of all events. */
  double events() {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      sum += rows.isEvent(i) ? rows.weight(i) : 0;
    }
    return sum;
  }
}
