package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class MultinomialRegressionTest {
  @Test
  void agreesWithScikitLearn() {
    JsonNode golden = Golden.read("ml/logistic.json");
    JsonNode expected = golden.get("expected").get("multinomial_l2_C1");
    SparseRows rows = Golden.rows(golden.get("X"));

    double[][] fitted =
        MultinomialRegression.fit(rows, Golden.ints(golden.get("y_3class")), 3, 1, null);

    for (int k = 0; k < 3; k++) {
      double[] coefficients = Golden.vector(expected.get("coef").get(k));
      for (int i = 0; i < coefficients.length; i++) {
        // The reference stopped with a gradient of 8e-4, so it holds to 2e-5 only.
        assertThat(fitted[k][i]).isCloseTo(coefficients[i], within(2e-5));
      }
      assertThat(fitted[k][5])
          .isCloseTo(expected.get("intercept").get(k).doubleValue(), within(2e-5));
    }
  }

  @Test
  void twoClassesEqualTheLogisticFit() {
    JsonNode golden = Golden.read("ml/logistic.json");
    SparseRows rows = Golden.rows(golden.get("X"));
    double[] logistic = LogisticRegression.fit(rows, Golden.vector(golden.get("y")), null, 1, null);

    double[][] fitted = MultinomialRegression.fit(rows, Golden.ints(golden.get("y")), 2, 2, null);

    for (int i = 0; i < 6; i++) {
      assertThat(fitted[1][i] - fitted[0][i]).isCloseTo(logistic[i], within(1e-5));
    }
  }
}
