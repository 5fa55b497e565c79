package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class ScalingTest {
  private static final Accuracy SCALERS =
      Accuracy.of(
          "Scalers", "scikit-learn 1.2.1 StandardScaler, RobustScaler, MinMaxScaler", 1e-9, 0);
  private static final double NAN = Double.NaN;

  @Test
  void scalersAreThoseOfScikitLearn() {
    Golden golden = Golden.load("ml/pca_scalers.json");
    Golden expected = golden.at("expected");
    double[][] rows = golden.matrix("X");

    for (int j = 0; j < 4; j++) {
      int column = j;
      double[] values = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
      Scaling standard = Scaling.standard(values);
      Scaling robust = Scaling.robust(values);
      Scaling range = Scaling.minMax(values);
      double smallest = expected.numbers("minmax_min")[j];
      SCALERS.check("mean", standard.center(), expected.numbers("standard_mean")[j]);
      SCALERS.check("deviation", standard.scale(), expected.numbers("standard_scale_ddof0")[j]);
      SCALERS.check("median", robust.center(), expected.numbers("robust_center")[j]);
      SCALERS.check("quartiles", robust.scale(), expected.numbers("robust_scale_iqr")[j]);
      SCALERS.check("smallest", range.center(), smallest);
      SCALERS.check("range", range.scale(), expected.numbers("minmax_max")[j] - smallest);
      assertThat(Scaling.meanOf(values)).isEqualTo(standard.center());
      assertThat(Scaling.medianOf(values)).isEqualTo(robust.center());
    }
  }

  @Test
  void missingValuesAreDropped() {
    double[] values = {NAN, 4, 1, NAN, 2};

    assertThat(Scaling.meanOf(values)).isCloseTo(7 / 3.0, within(1e-15));
    assertThat(Scaling.medianOf(values)).isEqualTo(2);
    assertThat(Scaling.minMax(values)).isEqualTo(new Scaling(1, 3));
    assertThat(Scaling.robust(values)).isEqualTo(new Scaling(2, 1.5));
  }

  @Test
  void emptyAndConstantColumnsKeepTheirWidth() {
    for (double[] empty : List.of(new double[0], new double[] {NAN})) {
      assertThat(Scaling.standard(empty)).isEqualTo(new Scaling(0, 1));
      assertThat(Scaling.robust(empty)).isEqualTo(new Scaling(0, 1));
      assertThat(Scaling.minMax(empty)).isEqualTo(new Scaling(0, 1));
      assertThat(Scaling.medianOf(empty)).isZero();
    }
    double[] constant = {3, 3};
    assertThat(Scaling.standard(constant)).isEqualTo(new Scaling(3, 1));
    assertThat(Scaling.robust(constant)).isEqualTo(new Scaling(3, 1));
    assertThat(Scaling.minMax(new double[] {3})).isEqualTo(new Scaling(3, 1));
  }

  @Test
  void hugeAndTinyColumnsNeitherOverflowNorVanish() {
    assertThat(Scaling.standard(new double[] {1e200, -1e200})).isEqualTo(new Scaling(0, 1e200));
    assertThat(Scaling.standard(new double[] {1e-200, -1e-200})).isEqualTo(new Scaling(0, 1e-200));
    assertThatThrownBy(() -> Scaling.minMax(new double[] {1e308, -1e308}))
        .hasMessageContaining("scale Infinity");
    assertThatThrownBy(() -> Scaling.standard(new double[] {Double.POSITIVE_INFINITY}))
        .hasMessageContaining("must be finite");
    assertThatThrownBy(() -> new Scaling(0, 0)).hasMessageContaining("must be positive");
  }

  /** Models depend on it: these numbers never change. */
  @Test
  void theHashIsFrozen() {
    assertThat(StableHash.of("")).isEqualTo(-1166397803181037274L);
    assertThat(StableHash.bucket("month", 1000)).isEqualTo(920);
    assertThat(StableHash.bucket("süd", 1000)).isEqualTo(851);
    assertThatThrownBy(() -> StableHash.bucket("a", 0)).hasMessageContaining("0 buckets");
  }

  @Test
  void hashedCategoriesShareBucketsButNotWithMissingAndUnknown() {
    List<String> categories = List.of("a", "b", "c", "d", "e");
    var step = Preprocessing.OneHot.hashed(0, categories, 3);
    double[] out = new double[5];

    for (int c = 0; c < 5; c++) {
      step.apply(c, out, 0);
      assertThat(out[StableHash.bucket(categories.get(c), 3)]).isEqualTo(1);
      assertThat(Arrays.stream(out).sum()).isEqualTo(1);
    }
    step.apply(NAN, out, 0);
    assertThat(out).containsExactly(0, 0, 0, 1, 0);
    step.apply(-1, out, 0);
    assertThat(out).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void anOrdinalCategoryIsOneNumber() {
    var step = new Preprocessing.Ordinal(1, new double[] {1, -7}, 0.5, 3);
    double[] out = new double[2];

    step.apply(1, out, 1);
    assertThat(out).containsExactly(0, -7);
    step.apply(NAN, out, 0);
    step.apply(-1, out, 1);
    assertThat(out).containsExactly(0.5, 3);
    assertThat(step.bound(0)).isEqualTo(7);
    assertThat(step.width()).isEqualTo(1);
    assertThat(step.columnName(0, Input.categorical("size", List.of("s", "l"))))
        .isEqualTo("size as a number");
    assertThat(new Preprocessing.Ordinal(0, new double[0], -9, 3).bound(0)).isEqualTo(9);
    assertThat(new Preprocessing.Ordinal(0, new double[0], 0, 4).bound(0)).isEqualTo(4);
    assertThatThrownBy(() -> new Preprocessing.Ordinal(0, new double[] {NAN}, 0, 0))
        .hasMessageContaining("must be finite");
    var steps = new Preprocessing(List.of(new Preprocessing.Ordinal(0, new double[2], 0, 0)));
    assertThatThrownBy(() -> steps.requireInputs(List.of(Input.numeric("x"))))
        .hasMessageContaining("do not fit input 'x'");
  }
}
