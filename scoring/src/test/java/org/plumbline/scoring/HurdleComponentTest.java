package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HurdleComponentTest {
  @Test
  void theValueIsTheChanceTimesTheAmount() {
    Model hurdle = SampleModels.hurdle();
    var component = (HurdleComponent) hurdle.components().getFirst().component();

    for (double[] row : ModelFileTest.rows()) {
      assertThat(hurdle.score(row))
          .isEqualTo(component.occurrence().score(row) * component.amount().score(row));
    }
    assertThat(hurdle.baseline(0))
        .isEqualTo(
            Link.Standard.LOGISTIC.apply(component.occurrence().baseline(0))
                * Math.exp(component.amount().baseline(0)));
  }

  @Test
  void aHurdleSaysThatItHasNoExplanationAndItsStagesHaveOne() {
    Model hurdle = SampleModels.hurdle();
    var component = (HurdleComponent) hurdle.components().getFirst().component();
    double[] row = {3, 0, 1};

    assertThat(hurdle.explains()).isFalse();
    assertThatThrownBy(() -> hurdle.explain(row))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("explain its two stages");
    assertThat(component.occurrence().explains()).isTrue();
    assertThat(component.amount().explain(row).contributions()).hasSize(3);
  }

  @Test
  void aHurdleMayBeBlendedWithOthers() {
    Model alone = SampleModels.hurdle();
    Model blend =
        ModelBuilder.regression(SampleModels.CUSTOMER)
            .add(1, new ConstantComponent(5))
            .add(0.5, alone.components().getFirst().component())
            .build();
    double[] row = {40, 1, 2};

    assertThat(blend.score(row)).isEqualTo(5 + 0.5 * alone.score(row));
  }

  @Test
  void refusesStagesThatDoNotFit() {
    Model chance = SampleModels.binary();
    Model amount = SampleModels.regression();
    Model other =
        ModelBuilder.regression(List.of(Input.numeric("z")))
            .add(1, new ConstantComponent(1))
            .build();

    refuses("first stage", amount, amount);
    refuses("second stage", chance, chance);
    refuses("same inputs", chance, other);
    refuses("hurdle itself", chance, SampleModels.hurdle());
    var fitting = new HurdleComponent(chance, amount);
    var foreign = ModelBuilder.regression(other.inputs()).add(1, fitting);
    assertThatThrownBy(foreign::build).hasMessageContaining("the inputs of its model");
  }

  private static void refuses(String rule, Model occurrence, Model amount) {
    assertThatThrownBy(() -> new HurdleComponent(occurrence, amount)).hasMessageContaining(rule);
  }
}
