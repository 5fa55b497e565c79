package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class PrincipalComponentsTest {
  private static final Accuracy PCA =
      Accuracy.of("Principal components", "scikit-learn 1.2.1 PCA", 1e-9, 1e-9);

  @Test
  void agreesWithScikitLearn() {
    Golden golden = Golden.load("ml/pca_scalers.json");
    double[][] rows = golden.matrix("X");
    Golden expected = golden.at("expected");

    var fitted = PrincipalComponents.fit(rows, Scaling.CENTRED);

    PCA.checkAll("variance", fitted.variances(), expected.numbers("explained_variance"));
    PCA.checkAll("share", fitted.shares(), expected.numbers("explained_variance_ratio"));
    double[][] directions = expected.matrix("pca_components_up_to_sign");
    for (int k = 0; k < directions.length; k++) {
      double[] found = fitted.direction(k);
      double sign = Math.signum(found[0] * directions[k][0]);
      for (int j = 0; j < found.length; j++) {
        PCA.check("direction " + k + " " + j, sign * found[j], directions[k][j]);
      }
    }
    double error = 0;
    for (double[] row : rows) {
      error += fitted.squaredError(row, 2) / rows.length / 4;
    }
    PCA.check("error", error, expected.number("reconstruction_error_2_components_mean_sq"));
  }

  @Test
  void standardisedColumnsCountAlike() {
    double[][] rows = {{1, 1000}, {2, 3000}, {3, 2000}};

    var fitted = PrincipalComponents.fit(rows, Scaling.STANDARDISED);

    // Correlation one half.
    assertThat(fitted.variances()).containsExactly(new double[] {1.5, 0.5}, within(1e-14));
    assertThat(fitted.shares()).containsExactly(new double[] {0.75, 0.25}, within(1e-14));
    assertThat(fitted.holding(0.75)).isEqualTo(1);
    assertThat(fitted.holding(0.76)).isEqualTo(2);
    assertThat(fitted.holding(1)).isEqualTo(2);
    assertThat(fitted.squaredError(new double[] {3, 2000}, 0)).isCloseTo(1, within(1e-14));
    assertThat(fitted.squaredError(new double[] {3, 2000}, 1)).isCloseTo(0.5, within(1e-14));
    assertThat(fitted.squaredError(new double[] {3, 2000}, 2)).isCloseTo(0, within(1e-14));
  }

  @Test
  void dropsConstantColumnsAndFillsMissingOnesWithTheMean() {
    double nan = Double.NaN;
    double[][] rows = {{7, 1, nan}, {7, nan, nan}, {7, 3, nan}};

    var fitted = PrincipalComponents.fit(rows, Scaling.CENTRED);

    assertThat(fitted.size()).isEqualTo(1);
    assertThat(fitted.column(0)).isEqualTo(1);
    assertThat(fitted.variances()).containsExactly(1);
    assertThat(fitted.squaredError(new double[] {99, nan, 5}, 0)).isZero();
    assertThat(fitted.squaredError(new double[] {99, 5, 5}, 0)).isEqualTo(9);
    var scaled = PrincipalComponents.fit(rows, Scaling.STANDARDISED);
    assertThat(scaled.variances()).containsExactly(new double[] {1}, within(1e-15));
  }

  @Test
  void hasNoComponentWithoutVariance() {
    var none = PrincipalComponents.fit(new double[0][], Scaling.CENTRED);
    var one = PrincipalComponents.fit(new double[][] {{1, 2}}, Scaling.STANDARDISED);

    assertThat(none.size()).isZero();
    assertThat(none.shares()).isEmpty();
    assertThat(one.size()).isZero();
    assertThat(one.holding(0.5)).isZero();
    assertThat(one.squaredError(new double[] {5, 6}, 0)).isZero();
  }

  @Test
  void neverReportsANegativeVariance() {
    double[][] rows = {{1, 2, 3}, {2, 4, 6}, {5, 10, 15}, {0.1, 0.2, 0.3}};

    var fitted = PrincipalComponents.fit(rows, Scaling.CENTRED);

    assertThat(fitted.variances()[1]).isBetween(0.0, 1e-12);
    assertThat(fitted.variances()[2]).isBetween(0.0, 1e-12);
  }

  @Test
  void scalesHugeValues() {
    double[][] rows = {{1e300, 1}, {-1e300, 2}, {0, 3}};

    double[] variances = PrincipalComponents.fit(rows, Scaling.STANDARDISED).variances();

    assertThat(variances[0] + variances[1]).isCloseTo(2, within(1e-12));
  }

  @Test
  void refusesOtherWidthsInfiniteValuesAndWrongCounts() {
    var fitted = PrincipalComponents.fit(new double[][] {{1}, {2}}, Scaling.CENTRED);
    double[] infinite = {Double.POSITIVE_INFINITY};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.fit(new double[][] {{1}, {}}, Scaling.CENTRED))
        .withMessageContaining("fitted row 1 has 0 values, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.fit(new double[][] {infinite}, Scaling.CENTRED))
        .withMessageContaining("fitted[0][0] is infinite");
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.squaredError(infinite, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.squaredError(new double[2], 0));
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.squaredError(new double[1], 2));
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.squaredError(new double[1], -1));
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.holding(0));
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.holding(1.01));
  }
}
