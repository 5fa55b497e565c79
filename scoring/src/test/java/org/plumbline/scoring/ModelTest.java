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

  @Test
  void refusesNamesThatAreTakenAndClassesThatDoNotFit() {
    Input tenure = Input.numeric("tenure");
    var prior = new ConstantComponent(1);

    assertThatThrownBy(() -> ModelBuilder.regression(List.of(tenure, tenure)).add(1, prior).build())
        .hasMessage("two inputs have the same name");
    assertThatThrownBy(() -> ModelBuilder.binary(INPUTS, "Yes", "Yes").add(1, prior).build())
        .hasMessage("two classes have the same name");
    assertThatThrownBy(() -> ModelBuilder.multiclass(INPUTS, List.of("only")).add(1, prior).build())
        .hasMessage("1 classes do not fit task MULTICLASS");
    assertThatThrownBy(() -> ModelBuilder.multiclass(INPUTS, List.of()).add(1, prior).build())
        .hasMessage("a multiclass model needs classes");
  }

  @Test
  void refusesLinkAndCalibrationOfAnotherTask() {
    var prior = new ConstantComponent(1);

    assertThatThrownBy(
            () -> ModelBuilder.regression(INPUTS).add(1, prior).link(Link.Standard.SOFTMAX).build())
        .hasMessageContaining("does not fit task REGRESSION");
    assertThatThrownBy(
            () ->
                ModelBuilder.regression(INPUTS)
                    .add(1, prior)
                    .calibrate(Calibration.identity(2))
                    .build())
        .hasMessage("calibration of 2 margins, the model has 1");
    ModelBuilder calibrated = ModelBuilder.regression(INPUTS).calibrate(Calibration.identity(1));
    assertThatThrownBy(() -> calibrated.calibrate(Calibration.identity(1)))
        .hasMessage("a model is calibrated once");
  }

  @Test
  void refusesAnyRowAmongManyAndMarginsThatAreNot() {
    Model model = blend();
    double[][] rows = {{1, 0, 0}, {1, 2, 0}};

    assertThatThrownBy(() -> model.margins(rows, new double[2], new Scratch()))
        .hasMessageContaining("contract");
    double[] row = {1, 0, 0};
    assertThatThrownBy(() -> model.explain(row, 1)).hasMessage("no margin 1 of 1");
    assertThatThrownBy(() -> model.explain(row, -1)).hasMessage("no margin -1 of 1");
  }

  @Test
  void aNumberHasNoProbabilities() {
    Model model = SampleModels.regression();

    assertThatThrownBy(() -> model.probabilities(new double[] {1, 0, 0}, new double[1]))
        .hasMessage("a regression model has no probabilities");
    assertThatThrownBy(() -> model.probabilitiesOf(new double[] {1}, new double[1]))
        .hasMessage("a regression model has no probabilities");
  }

  @Test
  void manyRowsAddUpByTheWeightOfEachPart() {
    Model model =
        ModelBuilder.regression(INPUTS)
            .add(0.25, new ConstantComponent(8))
            .add(0.5, new ConstantComponent(-3))
            .build();
    double[] margins = {9, 9};

    model.margins(new double[][] {{1, 0, 0}, {2, 1, 1}}, margins, new Scratch());

    assertThat(margins).containsExactly(0.5, 0.5);
  }
}
