package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class SampleCovarianceTest {
  private static final double NAN = Double.NaN;
  private static final Accuracy COVARIANCE =
      Accuracy.of("Covariance, Mahalanobis distance", "NumPy, scipy 1.10.1", 1e-9, 0);

  @Test
  void agreesWithNumPy() {
    Golden golden = Golden.load("ml/pca_scalers.json");
    double[][] rows = golden.matrix("X");
    Golden expected = golden.at("expected");

    SampleCovariance found = SampleCovariance.of(rows);

    COVARIANCE.checkAll("mean", found.means(), expected.numbers("mean"));
    double[][] covariance = expected.matrix("covariance_ddof1");
    for (int j = 0; j < covariance.length; j++) {
      COVARIANCE.checkAll("covariance", found.covariance()[j], covariance[j]);
    }
    double[] distances = expected.numbers("mahalanobis_sq_first5");
    for (int i = 0; i < distances.length; i++) {
      COVARIANCE.check("distance", found.squaredDistance(rows[i]), distances[i]);
    }
  }

  @Test
  void leavesOutRowsWithGaps() {
    double[][] rows = {{1, 2}, {NAN, 9}, {3, 6}, {5, 1}};

    SampleCovariance found = SampleCovariance.of(rows);

    assertThat(found.rowCount()).isEqualTo(3);
    assertThat(found.means()).containsExactly(new double[] {3, 3}, within(1e-14));
    assertThat(found.covariance()[0]).containsExactly(new double[] {4, -1}, within(1e-14));
    assertThat(found.covariance()[1]).containsExactly(new double[] {-1, 7}, within(1e-14));
    assertThat(found.squaredDistance(new double[] {3, NAN})).isNaN();
    // (4 0) times the inverse 1/27 · (7 1; 1 4).
    assertThat(found.squaredDistance(new double[] {7, 3})).isCloseTo(16 * 7 / 27.0, within(1e-13));
  }

  @Test
  void constantAndExplainedColumnsTakeNoPartInDistances() {
    double[][] rows = {{1, 7, 2}, {3, 7, 6}, {5, 7, 10}};

    SampleCovariance found = SampleCovariance.of(rows);

    assertThat(found.rank()).isEqualTo(1);
    assertThat(found.covariance()[1]).containsOnly(0);
    assertThat(found.squaredDistance(new double[] {5, 99, 0})).isCloseTo(1, within(1e-14));
  }

  @Test
  void hugeValuesHaveDistances() {
    double[][] rows = {{1e200}, {3e200}, {5e200}};

    SampleCovariance found = SampleCovariance.of(rows);

    assertThat(found.covariance()[0][0]).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(found.squaredDistance(rows[0])).isCloseTo(1, within(1e-14));
  }

  @Test
  void belowTwoRowsNothingIsKnown() {
    SampleCovariance none = SampleCovariance.of(new double[0][]);
    SampleCovariance missing = SampleCovariance.of(new double[][] {{NAN}});
    SampleCovariance one = SampleCovariance.of(new double[][] {{4}});

    assertThat(none.means()).isEmpty();
    assertThat(none.squaredDistance(new double[0])).isNaN();
    assertThat(missing.means()).containsOnly(NAN);
    assertThat(missing.squaredDistance(new double[] {1})).isNaN();
    assertThat(one.means()).containsExactly(4);
    assertThat(one.covariance()[0][0]).isNaN();
    assertThat(one.squaredDistance(new double[] {4})).isNaN();
  }

  @Test
  void refusesRaggedAndInfiniteRows() {
    double[] infinite = {1 / 0.0};
    SampleCovariance found = SampleCovariance.of(new double[][] {{1}, {2}});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleCovariance.of(new double[][] {{1}, {1, 2}}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleCovariance.of(new double[][] {infinite}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found.squaredDistance(new double[2]))
        .withMessageContaining("a row has 2 values, not 1");
    assertThatIllegalArgumentException().isThrownBy(() -> found.squaredDistance(infinite));
  }
}
