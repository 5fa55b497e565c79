package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final List<Input> INPUTS = SampleModels.CUSTOMER;

  private static Model blend() {
    return SampleModels.binary();
  }

  @Test
  void contributionsAndBaselineSumToTheServedMargin() {
    Model model = blend();
    List<double[]> rows = ModelFileTest.rows();

    for (double[] row : rows) {
      Explanation explanation = model.explain(row);

      double[] margin = new double[1];
      model.margins(row, margin);
      double sum = explanation.baseline() + Arrays.stream(explanation.contributions()).sum();
      assertThat(explanation.margin()).isEqualTo(margin[0]);
      assertThat(sum).isCloseTo(margin[0], within(1e-12));
      assertThat(model.score(row)).isEqualTo(1 / (1 + StrictMath.exp(-margin[0])));
    }
  }

  @Test
  void refusesRowsThatAreNotRows() {
    Model model = blend();

    assertThatThrownBy(() -> model.score(new double[] {1})).hasMessageContaining("1 slots");
    assertThatThrownBy(() -> model.score(new double[] {Double.POSITIVE_INFINITY, 0, 0}))
        .hasMessageContaining("tenure");
    assertThatThrownBy(() -> model.score(new double[] {1, 2, 0})).hasMessageContaining("contract");
    assertThatThrownBy(() -> model.score(new double[] {1, 0.5, 0}))
        .hasMessageContaining("contract");
  }

  @Test
  void namesThePositiveOfTwoClassesFromTheThresholdOn() {
    Model model = blend();

    assertThat(model.classOf(0.4, new double[0], 0.4)).isEqualTo(1);
    assertThat(model.classOf(Math.nextDown(0.4), new double[0], 0.4)).isZero();
    assertThat(model.classOf(0.9, new double[0], Double.NaN)).isZero();
  }

  @Test
  void namesTheLikeliestOfSeveralClassesAndTheFirstOfEquals() {
    Model model =
        ModelBuilder.multiclass(INPUTS, List.of("a", "b", "c"))
            .add(1, new ConstantComponent(0, 0, 0))
            .build();

    assertThat(model.classOf(0, new double[] {0.2, 0.3, 0.5}, Double.NaN)).isEqualTo(2);
    assertThat(model.classOf(0, new double[] {0.2, 0.4, 0.4}, Double.NaN)).isEqualTo(1);
  }

  @Test
  void namesNoClassOfARegression() {
    Model model = ModelBuilder.regression(INPUTS).add(1, new ConstantComponent(1)).build();

    assertThatThrownBy(() -> model.classOf(1, new double[0], 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no classes");
  }

  @Test
  void refusesPartsThatDoNotFit() {
    var twoMargins = new ConstantComponent(1, 2);

    assertThatThrownBy(() -> ModelBuilder.regression(INPUTS).add(1, twoMargins).build())
        .hasMessageContaining("2 margins");
    assertThatThrownBy(() -> ModelBuilder.regression(INPUTS).build())
        .hasMessageContaining("at least one component");
  }
}
