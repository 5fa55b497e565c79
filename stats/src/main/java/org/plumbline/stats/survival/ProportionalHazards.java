package org.plumbline.stats.survival;

import java.util.Arrays;
import java.util.List;
import org.plumbline.stats.math.Cholesky;

/**
 * Whether the effects of a Cox model stay the same over time: R's {@code cox.zph} with the
 * Kaplan-Meier transform, a score test for an effect that changes with 1 - S(t). A small p-value
 * speaks against the model.
 *
 * @param terms one test for each covariate; {@code NaN} for those left out
 * @param global all covariates at once
 */
public record ProportionalHazards(List<ChiSquare> terms, ChiSquare global) {
  public ProportionalHazards {
    terms = List.copyOf(terms);
  }

  static ProportionalHazards of(CoxLayout layout, double[] beta, CoxTies ties, SurvivalCurve all) {
    int p = layout.p;
    double[] gradient = new double[2 * p];
    double[][] information = new double[2 * p][2 * p];
    new CoxWalk(layout)
        .walk(
            beta,
            (block, sums) -> {
              double time = 1 - all.survivalAt(Math.nextDown(layout.blockTime[block]));
              add(sums, ties, time, gradient, information);
              addEvents(layout, block, time, gradient);
            });
    ChiSquare[] tests = new ChiSquare[p];
    for (int j = 0; j < p; j++) {
      tests[j] = test(gradient, information, j, j + 1, p);
    }
    return new ProportionalHazards(Arrays.asList(tests), test(gradient, information, 0, p, p));
  }

  private static void add(
      RiskSums sums, CoxTies ties, double time, double[] gradient, double[][] information) {
    int p = sums.p;
    int terms = sums.terms(ties);
    double share = sums.eventWeight / terms;
    for (int term = 0; term < terms; term++) {
      double fraction = sums.fraction(term, ties);
      double denominator = sums.denominator(fraction);
      int at = 0;
      for (int j = 0; j < p; j++) {
        gradient[p + j] -= share * time * sums.mean(j, fraction);
        for (int k = 0; k <= j; k++) {
          double square = (sums.s2[at] - fraction * sums.e2[at]) / denominator;
          at++;
          double value = share * (square - sums.mean(j, fraction) * sums.mean(k, fraction));
          information[j][k] += value;
          information[p + j][k] += time * value;
          information[p + j][p + k] += time * time * value;
          if (k < j) {
            information[p + k][j] += time * value;
          }
        }
      }
    }
  }

  private static void addEvents(CoxLayout layout, int block, double time, double[] gradient) {
    int p = layout.p;
    for (int i = layout.starts[block]; i < layout.starts[block + 1]; i++) {
      for (int j = 0; j < p && layout.event[i]; j++) {
        gradient[p + j] += time * layout.weight[i] * layout.z[i * p + j];
      }
    }
  }

  /** Tests the time effects from..to beside all plain effects. */
  private static ChiSquare test(
      double[] gradient, double[][] information, int from, int to, int p) {
    int size = p + to - from;
    double[] u = new double[size];
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      int row = i < p ? i : from + i;
      u[i] = i < p ? 0 : gradient[row];
      for (int k = 0; k <= i; k++) {
        matrix[i][k] = information[row][k < p ? k : from + k];
      }
    }
    var factor = Cholesky.of(matrix, 1e-9);
    int degrees = 0;
    for (int i = p; i < size; i++) {
      degrees += factor.isKept(i) ? 1 : 0;
    }
    return ChiSquare.of(factor.quadratic(u), degrees);
  }
}
