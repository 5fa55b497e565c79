package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogisticRegressionTest {
  private final JsonNode golden = Golden.read("ml/logistic.json");
  private final SparseRows rows = Golden.rows(golden.get("X"));
  private final double[] target = Golden.vector(golden.get("y"));

  @ParameterizedTest
  @CsvSource({"l2_C0.01,100", "l2_C0.1,10", "l2_C1,1", "l2_C10,0.1"})
  void agreesWithScikitLearn(String name, double penalty) {
    double[] fitted = LogisticRegression.fit(rows, target, null, penalty, null);

    assertCoefficients(fitted, golden.get("expected").get(name));
  }

  @Test
  void weighsRows() {
    double[] weights = Golden.vector(golden.get("weights"));

    double[] fitted = LogisticRegression.fit(rows, target, weights, 1, null);

    assertCoefficients(fitted, golden.get("expected").get("l2_C1_weighted"));
  }

  @Test
  void withoutPenaltyIsTheMaximumLikelihoodEstimate() {
    double[] fitted = LogisticRegression.fit(rows, target, null, 0, null);

    double[] expected =
        Golden.vector(
            golden.get("expected").get("unpenalised_mle_statsmodels_const_first").get("coef"));
    assertThat(fitted[5]).isCloseTo(expected[0], within(1e-6));
    for (int i = 0; i < 5; i++) {
      assertThat(fitted[i]).isCloseTo(expected[i + 1], within(1e-6));
    }
  }

  @Test
  void warmStartEndsAtTheSamePoint() {
    double[] far = {9, -9, 9, -9, 9, -9};

    double[] warm = LogisticRegression.fit(rows, target, null, 1, far);

    double[] cold = LogisticRegression.fit(rows, target, null, 1, null);
    assertThat(warm).containsExactly(cold, within(1e-7));
  }

  @Test
  void separableClassesWithoutPenaltyStayFinite() {
    var separable = new SparseRows.Builder(1, 4, 1);
    for (double x : new double[] {-2, -1, 1, 2}) {
      separable.add(new double[] {x});
    }

    double[] fitted =
        LogisticRegression.fit(separable.build(), new double[] {0, 0, 1, 1}, null, 0, null);

    assertThat(fitted[0]).isFinite().isGreaterThan(5);
    assertThat(fitted[1]).isFinite();
  }

  @Test
  void doubledAndConstantColumnsDoNotBreakTheSolver() {
    var doubled = new SparseRows.Builder(3, 300, 3);
    for (JsonNode row : golden.get("X")) {
      double x = row.get(0).doubleValue();
      doubled.add(new double[] {x, x, 0});
    }

    double[] fitted = LogisticRegression.fit(doubled.build(), target, null, 0, null);

    assertThat(fitted).doesNotContain(Double.NaN);
    assertThat(fitted[2]).isZero();
  }

  private static void assertCoefficients(double[] fitted, JsonNode expected) {
    double[] coefficients = Golden.vector(expected.get("coef"));
    for (int i = 0; i < coefficients.length; i++) {
      assertThat(fitted[i]).isCloseTo(coefficients[i], within(1e-5));
    }
    assertThat(fitted[coefficients.length])
        .isCloseTo(expected.get("intercept").doubleValue(), within(1e-5));
  }
}
