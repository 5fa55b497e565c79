package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final List<Input> INPUTS =
      List.of(Input.numeric("tenure"), Input.categorical("contract", List.of("month", "year")));

  private static Model blend() {
    var preprocessing =
        new Preprocessing(
            List.of(
                new Preprocessing.Numeric(0, 10, true, 0, 72, true, 2, 1.5),
                Preprocessing.OneHot.full(1, 2)));
    var linear =
        new LinearComponent(
            preprocessing,
            new double[][] {{-0.7, 0.2, 0.5, -0.5, 0.1, 0}},
            new double[] {-1},
            new double[] {0.1, 0.05, 0.6, 0.3, 0.05, 0.05});
    var stump =
        new Tree(
            new int[] {0, 1, -1, -1, -1},
            new float[] {12, 0.5f, 0, 0, 0},
            new boolean[] {true, false, false, false, false},
            new int[] {1, 3, -1, -1, -1},
            new int[] {2, 4, -1, -1, -1},
            new double[] {0, 0, -0.75, -0.25, 0.5},
            new double[] {100, 40, 60, 10, 30});
    var forest = new Forest(3, new float[] {-0.5f}, List.of(stump), new int[] {0});
    var trees = new TreeComponent(Encoding.of(INPUTS, 10), forest);
    return ModelBuilder.binary(INPUTS, "No", "Yes")
        .add(0.4, linear)
        .add(0.5, trees)
        .add(0.1, new ConstantComponent(-1.2))
        .calibrate(Calibration.platt(1.1, -0.05))
        .build();
  }

  @Test
  void contributionsAndBaselineSumToTheServedMargin() {
    Model model = blend();
    double[][] rows = {{3, 0}, {40, 1}, {Double.NaN, 0}, {5, -1}, {Double.NaN, Double.NaN}};

    for (double[] row : rows) {
      Explanation explanation = model.explain(row);

      double[] margin = new double[1];
      model.margins(row, margin);
      double sum =
          explanation.baseline() + explanation.contribution(0) + explanation.contribution(1);
      assertThat(explanation.margin()).isEqualTo(margin[0]);
      assertThat(sum).isCloseTo(margin[0], within(1e-12));
      assertThat(model.score(row)).isEqualTo(1 / (1 + StrictMath.exp(-margin[0])));
    }
  }

  @Test
  void refusesRowsThatAreNotRows() {
    Model model = blend();

    assertThatThrownBy(() -> model.score(new double[] {1})).hasMessageContaining("1 slots");
    assertThatThrownBy(() -> model.score(new double[] {Double.POSITIVE_INFINITY, 0}))
        .hasMessageContaining("tenure");
    assertThatThrownBy(() -> model.score(new double[] {1, 2})).hasMessageContaining("contract");
    assertThatThrownBy(() -> model.score(new double[] {1, 0.5})).hasMessageContaining("contract");
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
