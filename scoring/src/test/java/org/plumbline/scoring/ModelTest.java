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
  void refusesPartsThatDoNotFit() {
    var twoMargins = new ConstantComponent(1, 2);

    assertThatThrownBy(() -> ModelBuilder.regression(INPUTS).add(1, twoMargins).build())
        .hasMessageContaining("2 margins");
    assertThatThrownBy(() -> ModelBuilder.regression(INPUTS).build())
        .hasMessageContaining("at least one component");
  }
}
