package org.plumbline.training.solver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class RidgeRegressionTest {
  private static final Accuracy RIDGE =
      Accuracy.of("Ridge regression", "scikit-learn 1.2.1 Ridge", 1e-9, 0);
  private static final Accuracy LEAST_SQUARES =
      Accuracy.of("Least squares", "statsmodels 0.13.5 OLS", 1e-9, 0);

  private final Golden golden = Golden.load("ml/linear.json");
  private final RidgeRegression ridge =
      new RidgeRegression(GoldenRows.of(golden.at("X")), golden.numbers("y"));

  @ParameterizedTest
  @CsvSource({"ridge_alpha0.1,0.1", "ridge_alpha10,10"})
  void agreesWithScikitLearn(String name, double penalty) {
    double[] fitted = ridge.solve(penalty);

    Golden expected = golden.at("expected", name);
    double[] coefficients = expected.numbers("coef");
    for (int i = 0; i < 5; i++) {
      RIDGE.check(name + " coefficient " + i, fitted[i], coefficients[i]);
    }
    RIDGE.check(name + " intercept", fitted[5], expected.number("intercept"));
  }

  @Test
  void withoutPenaltyIsLeastSquares() {
    double[] fitted = ridge.solve(0);

    double[] constantFirst = golden.numbers("expected", "ols_statsmodels_const_first", "coef");
    LEAST_SQUARES.check("intercept", fitted[5], constantFirst[0]);
    for (int i = 0; i < 5; i++) {
      LEAST_SQUARES.check("coefficient " + i, fitted[i], constantFirst[i + 1]);
    }
  }
}
