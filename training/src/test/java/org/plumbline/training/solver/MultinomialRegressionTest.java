package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class MultinomialRegressionTest {
  /** The reference stopped with a gradient of 8e-4, so it holds to 2e-5 only. */
  private static final Accuracy L2 =
      Accuracy.of("Multinomial regression, L2", "scikit-learn 1.2.1 LogisticRegression", 2e-5, 0);

  private final Golden golden = Golden.load("ml/logistic.json");
  private final SparseRows rows = GoldenRows.of(golden.at("X"));

  @Test
  void agreesWithScikitLearn() {
    double[][] fitted = MultinomialRegression.fit(rows, classes("y_3class"), 3, 1, null);

    Golden expected = golden.at("expected", "multinomial_l2_C1");
    double[][] coefficients = expected.matrix("coef");
    double[] intercepts = expected.numbers("intercept");
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 5; i++) {
        L2.check("class " + k + " coefficient " + i, fitted[k][i], coefficients[k][i]);
      }
      L2.check("class " + k + " intercept", fitted[k][5], intercepts[k]);
    }
    double[][] shares = expected.matrix("proba_first5");
    for (int row = 0; row < 5; row++) {
      double[] share = new double[3];
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        share[k] = Math.exp(rows.margins(fitted[k])[row]);
        sum += share[k];
      }
      for (int k = 0; k < 3; k++) {
        L2.check("row " + row + " class " + k, share[k] / sum, shares[row][k]);
      }
    }
  }

  @Test
  void twoClassesEqualTheLogisticFit() {
    double[] logistic = LogisticRegression.fit(rows, golden.numbers("y"), null, 1, null);

    double[][] fitted = MultinomialRegression.fit(rows, classes("y"), 2, 2, null);

    for (int i = 0; i < 6; i++) {
      assertThat(fitted[1][i] - fitted[0][i]).isCloseTo(logistic[i], within(1e-5));
    }
  }

  private int[] classes(String name) {
    return Arrays.stream(golden.numbers(name)).mapToInt(label -> (int) label).toArray();
  }
}
