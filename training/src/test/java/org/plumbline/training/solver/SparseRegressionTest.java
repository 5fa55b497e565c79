package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class SparseRegressionTest {
  private static final Accuracy L1 =
      Accuracy.of("Lasso, elastic net", "scikit-learn 1.2.1 Lasso, ElasticNet", 1e-4, 0);
  private static final Accuracy L1_LOGISTIC =
      Accuracy.of("Logistic regression, L1", "scikit-learn 1.2.1 saga", 1e-4, 0);
  private static final Accuracy QUANTILE =
      Accuracy.of("Quantile regression", "statsmodels 0.13.5 QuantReg", 1e-3, 0);

  private final Golden linear = Golden.load("ml/linear.json");
  private final SparseRows rows = GoldenRows.of(linear.at("X"));
  private final double[] target = linear.numbers("y");

  @ParameterizedTest
  @CsvSource({"lasso_alpha0.1,0.1,1", "elasticnet_0.1_0.5,0.1,0.5"})
  void agreesWithScikitLearn(String name, double penalty, double share) {
    double[] fitted = new ElasticNetRegression(rows, target).solve(penalty, share);

    Golden expected = linear.at("expected", name);
    L1.checkAll(name, Arrays.copyOf(fitted, 5), expected.numbers("coef"));
    L1.check(name + " intercept", fitted[5], expected.number("intercept"));
    assertThat(fitted[2]).isZero();
    assertThat(fitted[4]).isZero();
  }

  @Test
  void logisticAgreesWithScikitLearn() {
    Golden golden = Golden.load("ml/logistic.json");

    double[] fitted =
        SparseLogisticRegression.fit(GoldenRows.of(golden.at("X")), golden.numbers("y"), 1 / 0.1);

    Golden expected = golden.at("expected", "l1_C0.1_saga");
    L1_LOGISTIC.checkAll("C 0.1", Arrays.copyOf(fitted, 5), expected.numbers("coef"));
    L1_LOGISTIC.check("C 0.1 intercept", fitted[5], expected.number("intercept"));
    assertThat(fitted[3]).isZero();
  }

  @Test
  void quantileAgreesWithStatsmodels() {
    double[] fitted = QuantileRegression.fit(rows, target, 0.9);

    double[] constantFirst =
        linear.numbers("expected", "quantile_regression_0.9_const_first_tol1e-3", "coef");
    double[] ours = {fitted[5], fitted[0], fitted[1], fitted[2], fitted[3], fitted[4]};
    QUANTILE.checkAll("0.9", ours, constantFirst);
    // statsmodels stops its reweighting early; ours is the lower, at a corner through six rows.
    double[] theirs = Arrays.copyOfRange(constantFirst, 1, 6);
    double[] reference = Arrays.copyOf(theirs, 6);
    reference[5] = constantFirst[0];
    assertThat(loss(fitted, 0.9)).isLessThan(loss(reference, 0.9));
    double[] margins = rows.margins(fitted);
    int met = 0;
    for (int i = 0; i < margins.length; i++) {
      met += Math.abs(target[i] - margins[i]) < 1e-9 ? 1 : 0;
    }
    assertThat(met).isEqualTo(6);
  }

  private double loss(double[] fitted, double level) {
    double[] margins = rows.margins(fitted);
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      double residual = target[i] - margins[i];
      sum += residual > 0 ? level * residual : (level - 1) * residual;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.5, 0.77, 0.99})
  void asManyRowsLieBelowAsTheLevelSays(double level) {
    double[] margins = rows.margins(QuantileRegression.fit(rows, target, level));

    int below = 0;
    int notAbove = 0;
    for (int i = 0; i < margins.length; i++) {
      below += target[i] < margins[i] - 1e-9 ? 1 : 0;
      notAbove += target[i] <= margins[i] + 1e-9 ? 1 : 0;
    }
    assertThat((double) below).isLessThanOrEqualTo(300 * level);
    assertThat((double) notAbove).isGreaterThanOrEqualTo(300 * level);
  }

  @Test
  void quantileMovesWithTheTarget() {
    double[] moved = Arrays.stream(target).map(value -> 1e200 * (1 + 2 * value)).toArray();

    double[] fitted = QuantileRegression.fit(rows, target, 0.4);
    double[] other = QuantileRegression.fit(rows, moved, 0.4);

    for (int j = 0; j < 5; j++) {
      assertThat(other[j] / 1e200).isCloseTo(2 * fitted[j], within(1e-8));
    }
    assertThat(other[5] / 1e200).isCloseTo(1 + 2 * fitted[5], within(1e-8));
  }

  @Test
  void withoutPenaltyIsLeastSquaresAndWithoutKinkIsRidge() {
    var net = new ElasticNetRegression(rows, target);
    var ridge = new RidgeRegression(rows, target);

    assertThat(net.solve(0, 1)).containsExactly(ridge.solve(0), within(1e-10));
    assertThat(net.solve(0.2, 0)).containsExactly(ridge.solve(300 * 0.2), within(1e-10));
  }

  /** The law of a minimum with kinks: no pull beyond the toll, exactly the toll where not 0. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 4, 20, 60})
  void pullsMeetTheToll(double penalty) {
    var random = new Random(11);
    double[] labels =
        Arrays.stream(target).map(v -> v + random.nextGaussian() > 3 ? 1 : 0).toArray();

    double[] fitted = SparseLogisticRegression.fit(rows, labels, penalty);

    double[] pull = new double[6];
    double[] margins = rows.margins(fitted);
    for (int i = 0; i < labels.length; i++) {
      double residual = labels[i] - LogisticRegression.sigmoid(margins[i]);
      rows.addTo(i, residual, pull);
      pull[5] += residual;
    }
    assertThat(pull[5]).isCloseTo(0, within(1e-7));
    for (int j = 0; j < 5; j++) {
      if (fitted[j] == 0) {
        assertThat(Math.abs(pull[j])).isLessThanOrEqualTo(penalty + 1e-7);
      } else {
        assertThat(pull[j]).isCloseTo(Math.copySign(penalty, fitted[j]), within(1e-7));
      }
    }
  }

  @Test
  void degenerateRowsAreDefined() {
    SparseRows constant = column(5, 5, 5, 5);
    double[] values = {1, 2, 3, 9};
    double[] ones = {1, 1, 1, 1};

    assertThat(new ElasticNetRegression(constant, values).solve(0, 1)).containsExactly(0, 3.75);
    double[] level = QuantileRegression.fit(constant, values, 0.6);
    assertThat(5 * level[0] + level[1]).isCloseTo(3, within(1e-9));
    assertThat(QuantileRegression.fit(column(1, 2, 3, 4), new double[4], 0.5))
        .containsExactly(new double[2], within(1e-12));
    double[] sure = SparseLogisticRegression.fit(constant, ones, 1);
    assertThat(sure[0]).isFinite();
    assertThat(sure[1]).isFinite().isPositive();
    double[] separable =
        SparseLogisticRegression.fit(column(-2, -1, 1, 2), new double[] {0, 0, 1, 1}, 0.5);
    assertThat(separable[0]).isFinite().isPositive();
    assertThat(SparseLogisticRegression.fit(column(-2, -1, 1, 2), new double[] {0, 0, 1, 1}, 99))
        .containsExactly(0, 0);
  }

  private static SparseRows column(double... values) {
    var built = new SparseRows.Builder(1, values.length, 1);
    for (double value : values) {
      built.add(new double[] {value});
    }
    return built.build();
  }

  @Test
  void faultyArgumentsAreRefused() {
    SparseRows none = column();
    var net = new ElasticNetRegression(rows, target);

    assertThatThrownBy(() -> net.solve(-1, 0.5)).hasMessageContaining("penalty -1");
    assertThatThrownBy(() -> net.solve(1, 2)).hasMessageContaining("share 2");
    assertThatThrownBy(() -> new ElasticNetRegression(none, new double[0]))
        .hasMessageContaining("no rows");
    assertThatThrownBy(() -> new ElasticNetRegression(rows, new double[1]))
        .hasMessageContaining("1 targets");
    assertThatThrownBy(() -> SparseLogisticRegression.fit(rows, target, 0))
        .hasMessageContaining("penalty 0");
    assertThatThrownBy(() -> SparseLogisticRegression.fit(rows, new double[1], 1))
        .hasMessageContaining("1 targets");
    assertThatThrownBy(() -> QuantileRegression.fit(rows, target, 1))
        .hasMessageContaining("level 1");
    assertThatThrownBy(() -> QuantileRegression.fit(none, new double[0], 0.5))
        .hasMessageContaining("no rows");
    assertThatThrownBy(() -> QuantileRegression.fit(rows, new double[2], 0.5))
        .hasMessageContaining("2 targets");
  }
}
