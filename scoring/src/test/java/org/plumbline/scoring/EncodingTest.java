package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final List<Input> INPUTS =
      List.of(
          Input.numeric("age"),
          Input.categorical("plan", List.of("free", "paid")),
          Input.categorical("city", List.of("Rome", "Bari", "Pisa")));

  @Test
  void fewCategoriesAreOneHotAndManyAreRanked() {
    Encoding encoding = Encoding.of(INPUTS, 2);

    assertThat(features(encoding, 31, 1, 2)).containsExactly(31, 0, 1, 2);
    assertThat(features(encoding, -1e300, 0, 0)).containsExactly(-Float.MAX_VALUE, 1, 0, 0);
  }

  @Test
  void missingIsNanEverywhereAndUnknownIsNoCategory() {
    Encoding encoding = Encoding.of(INPUTS, 2);
    double nan = Double.NaN;

    assertThat(features(encoding, nan, nan, nan)).containsOnly(Float.NaN);
    assertThat(features(encoding, 1, -1, -1)).containsExactly(1, 0, 0, Float.NaN);
  }

  @Test
  void unknownMayHaveAValueOfItsOwn() {
    var lookup = new Encoding.Lookup(2, new float[] {0.5f, 0.25f, 0.125f}, 0.3f);

    assertThat(lookup.of(1)).isEqualTo(0.25f);
    assertThat(lookup.of(-1)).isEqualTo(0.3f);
    assertThat(lookup.of(Double.NaN)).isNaN();
  }

  @Test
  void refusesFeaturesThatDoNotFitTheInputs() {
    refuses(new Encoding.Numeric(1), "categorical");
    refuses(new Encoding.Numeric(7), "input 7 of 3");
    refuses(new Encoding.OneHot(1, 2), "no category 2");
    refuses(new Encoding.OneHot(0, 0), "no category");
    refuses(new Encoding.Lookup(1, new float[3], 0), "3 category values");
  }

  private static void refuses(Encoding.Feature feature, String reason) {
    var forest = new Forest(1, new float[1], List.of(), new int[0]);
    var component = new TreeComponent(new Encoding(List.of(feature)), forest);

    assertThatThrownBy(() -> ModelBuilder.regression(INPUTS).add(1, component).build())
        .hasMessageContaining(reason);
  }

  private static float[] features(Encoding encoding, double... row) {
    float[] out = new float[encoding.width()];
    encoding.encode(row, out);
    return out;
  }
}
