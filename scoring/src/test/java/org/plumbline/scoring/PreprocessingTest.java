package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  private static final double NAN = Double.NaN;

  @Test
  void aNumberIsImputedClippedLoggedAndStandardised() {
    var step = new Preprocessing.Numeric(0, 3, true, -10, 10, true, 1, 2);
    var preprocessing = new Preprocessing(List.of(step));

    assertThat(columns(preprocessing, 7)).containsExactly((StrictMath.log1p(7) - 1) / 2, 0);
    assertThat(columns(preprocessing, -7)).containsExactly((-StrictMath.log1p(7) - 1) / 2, 0);
    assertThat(columns(preprocessing, 1e300)).containsExactly((StrictMath.log1p(10) - 1) / 2, 0);
    assertThat(columns(preprocessing, NAN)).containsExactly((StrictMath.log1p(3) - 1) / 2, 1);
  }

  @Test
  void aCategoryHasOneColumnAndSoHaveMissingAndUnknown() {
    var preprocessing = new Preprocessing(List.of(Preprocessing.OneHot.full(0, 2)));

    assertThat(columns(preprocessing, 0)).containsExactly(1, 0, 0, 0);
    assertThat(columns(preprocessing, 1)).containsExactly(0, 1, 0, 0);
    assertThat(columns(preprocessing, NAN)).containsExactly(0, 0, 1, 0);
    assertThat(columns(preprocessing, -1)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void rareCategoriesMayShareAColumnWithUnknown() {
    var step = new Preprocessing.OneHot(0, new int[] {0, 1, 1}, -1, 1, 2);
    var preprocessing = new Preprocessing(List.of(step));
    var input = Input.categorical("city", List.of("Rome", "Bari", "Pisa"));

    assertThat(columns(preprocessing, 2)).containsExactly(0, 1);
    assertThat(columns(preprocessing, -1)).containsExactly(0, 1);
    assertThat(columns(preprocessing, NAN)).containsExactly(0, 0);
    assertThat(preprocessing.columnNames(List.of(input)))
        .containsExactly("city = Rome", "city = Bari|Pisa|unknown");
  }

  @Test
  void refusesStepsWithoutMeaning() {
    assertThatThrownBy(() -> new Preprocessing.Numeric(0, 0, false, 1, 0, false, 0, 1))
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> new Preprocessing.Numeric(0, 0, false, 0, 1, false, 0, 0))
        .hasMessageContaining("scale");
    assertThatThrownBy(() -> new Preprocessing.Numeric(0, NAN, false, 0, 1, false, 0, 1))
        .hasMessageContaining("impute");
    assertThatThrownBy(() -> new Preprocessing.OneHot(0, new int[] {2}, -1, -1, 2))
        .hasMessageContaining("column 2");
  }

  @Test
  void refusesCoefficientsThatCouldOverflow() {
    var wide = new Preprocessing.Numeric(0, 0, false, -1e200, 1e200, false, 0, 1e-200);

    assertThatThrownBy(() -> linear(new Preprocessing(List.of(wide)), 1))
        .hasMessageContaining("largest possible margin");
    assertThatThrownBy(() -> linear(new Preprocessing(List.of()), NAN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LinearComponent linear(Preprocessing preprocessing, double coefficient) {
    return new LinearComponent(
        preprocessing, new double[][] {{coefficient}}, new double[] {0}, new double[] {0});
  }

  private static double[] columns(Preprocessing preprocessing, double slot) {
    double[] out = new double[preprocessing.width()];
    preprocessing.transform(new double[] {slot}, out);
    return out;
  }
}
