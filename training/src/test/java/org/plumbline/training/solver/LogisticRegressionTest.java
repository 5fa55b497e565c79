package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class LogisticRegressionTest {
  private static final Accuracy L2 =
      Accuracy.of("Logistic regression, L2", "scikit-learn 1.2.1 LogisticRegression", 1e-5, 0);
  private static final Accuracy LIKELIHOOD =
      Accuracy.of("Logistic regression, maximum likelihood", "statsmodels 0.13.5 Logit", 1e-6, 0);

  private final Golden golden = Golden.load("ml/logistic.json");
  private final SparseRows rows = GoldenRows.of(golden.at("X"));
  private final double[] target = golden.numbers("y");

  @ParameterizedTest
  @CsvSource({"l2_C0.01,100", "l2_C0.1,10", "l2_C1,1", "l2_C10,0.1"})
  void agreesWithScikitLearn(String name, double penalty) {
    double[] fitted = LogisticRegression.fit(rows, target, null, penalty, null);

    assertCoefficients(name, fitted);
    double loss = 0;
    for (int i = 0; i < target.length; i++) {
      double margin = fitted[5] + rows.dot(i, fitted);
      loss += (LogisticRegression.softplus(margin) - target[i] * margin) / target.length;
    }
    L2.check(name + " log loss", loss, golden.number("expected", name, "log_loss"));
  }

  @Test
  void weighsRows() {
    double[] weights = golden.numbers("weights");

    double[] fitted = LogisticRegression.fit(rows, target, weights, 1, null);

    assertCoefficients("l2_C1_weighted", fitted);
  }

  @Test
  void weighsClassesAlike() {
    double positives = 0;
    for (double label : target) {
      positives += label;
    }
    double[] weights = new double[target.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights.length / (2 * (target[i] == 1 ? positives : weights.length - positives));
    }

    double[] fitted = LogisticRegression.fit(rows, target, weights, 1, null);

    assertCoefficients("l2_C1_balanced", fitted);
  }

  @Test
  void withoutPenaltyIsTheMaximumLikelihoodEstimate() {
    double[] fitted = LogisticRegression.fit(rows, target, null, 0, null);

    double[] constantFirst =
        golden.numbers("expected", "unpenalised_mle_statsmodels_const_first", "coef");
    LIKELIHOOD.check("intercept", fitted[5], constantFirst[0]);
    for (int i = 0; i < 5; i++) {
      LIKELIHOOD.check("coefficient " + i, fitted[i], constantFirst[i + 1]);
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
    for (double[] row : golden.matrix("X")) {
      double x = row[0];
      doubled.add(new double[] {x, x, 0});
    }

    double[] fitted = LogisticRegression.fit(doubled.build(), target, null, 0, null);

    assertThat(fitted).doesNotContain(Double.NaN);
    assertThat(fitted[2]).isZero();
  }

  private void assertCoefficients(String name, double[] fitted) {
    Golden expected = golden.at("expected", name);
    double[] coefficients = expected.numbers("coef");
    for (int i = 0; i < coefficients.length; i++) {
      L2.check(name + " coefficient " + i, fitted[i], coefficients[i]);
    }
    L2.check(name + " intercept", fitted[coefficients.length], expected.number("intercept"));
  }
}
