package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  @Test
  void isTheMeanSizeOfTheContributions() {
    Model model = SampleModels.binary();
    List<double[]> rows = ModelFileTest.rows();

    double[] importance = Importance.of(model, rows);
    double[] expected = Importance.expectedContribution(model, rows);

    for (int i = 0; i < importance.length; i++) {
      int input = i;
      assertThat(importance[i])
          .isEqualTo(
              rows.stream()
                      .mapToDouble(row -> Math.abs(model.explain(row).contribution(input)))
                      .reduce(0, Double::sum)
                  / rows.size());
      assertThat(Math.abs(expected[i])).isLessThanOrEqualTo(importance[i]);
    }
  }

  @Test
  void isZeroWithoutRows() {
    assertThat(Importance.of(SampleModels.binary(), List.of())).containsExactly(0, 0, 0);
  }
}
