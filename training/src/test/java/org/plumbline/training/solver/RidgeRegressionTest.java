package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RidgeRegressionTest {
  private final JsonNode golden = Golden.read("ml/linear.json");
  private final RidgeRegression ridge =
      new RidgeRegression(Golden.rows(golden.get("X")), Golden.vector(golden.get("y")));

  @ParameterizedTest
  @CsvSource({"ridge_alpha0.1,0.1", "ridge_alpha10,10"})
  void agreesWithScikitLearn(String name, double penalty) {
    double[] fitted = ridge.solve(penalty);

    JsonNode expected = golden.get("expected").get(name);
    double[] coefficients = Golden.vector(expected.get("coef"));
    for (int i = 0; i < 5; i++) {
      assertThat(fitted[i]).isCloseTo(coefficients[i], within(1e-9));
    }
    assertThat(fitted[5]).isCloseTo(expected.get("intercept").doubleValue(), within(1e-9));
  }

  @Test
  void withoutPenaltyIsLeastSquares() {
    double[] fitted = ridge.solve(0);

    double[] expected =
        Golden.vector(golden.get("expected").get("ols_statsmodels_const_first").get("coef"));
    assertThat(fitted[5]).isCloseTo(expected[0], within(1e-9));
    for (int i = 0; i < 5; i++) {
      assertThat(fitted[i]).isCloseTo(expected[i + 1], within(1e-9));
    }
  }
}
