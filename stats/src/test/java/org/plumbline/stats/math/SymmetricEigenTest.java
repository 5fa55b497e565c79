package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
  @Test
  void rebuildsTheMatrixFromOrthonormalVectors() {
    var random = new SplittableRandom(3);
    int n = 12;
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = random.nextGaussian();
        matrix[j][i] = matrix[i][j];
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(matrix);

    double[] values = eigen.values();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double rebuilt = 0;
        double product = 0;
        for (int k = 0; k < n; k++) {
          rebuilt += values[k] * eigen.vector(k)[i] * eigen.vector(k)[j];
          product += eigen.vector(i)[k] * eigen.vector(j)[k];
        }
        assertThat(rebuilt).isCloseTo(matrix[i][j], within(1e-13));
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-14));
      }
    }
    for (int k = 1; k < n; k++) {
      assertThat(values[k]).isLessThanOrEqualTo(values[k - 1]);
    }
  }

  @Test
  void readsTheUpperHalfOnlyAndLeavesItsArgumentAlone() {
    double[][] matrix = {{2, 1}, {99, 2}};

    SymmetricEigen eigen = SymmetricEigen.of(matrix);

    assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-15));
    assertThat(matrix).isDeepEqualTo(new double[][] {{2, 1}, {99, 2}});
  }

  @Test
  void keepsTheDiagonalAndTheEmptyMatrix() {
    assertThat(SymmetricEigen.of(new double[][] {{1, 0}, {0, 5}}).values()).containsExactly(5, 1);
    assertThat(SymmetricEigen.of(new double[3][3]).values()).containsExactly(0, 0, 0);
    assertThat(SymmetricEigen.of(new double[0][]).values()).isEmpty();
    assertThat(SymmetricEigen.of(new double[][] {{-4}}).vector(0)).containsExactly(1);
  }

  @Test
  void refusesWhatIsNotSquareOrNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymmetricEigen.of(new double[][] {{1, 2}}))
        .withMessageContaining("2 entries, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymmetricEigen.of(new double[][] {{Double.NaN}}))
        .withMessageContaining("finite");
  }
}
