package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
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

  @Test
  void manyRowsAreExplainedInBlocksAndCountOnceEach() {
    Model model = SampleModels.regression();
    double[] low = {3, 0, 1};
    double[] high = {50, 1, 2};
    List<double[]> rows = new ArrayList<>(Collections.nCopies(1_500, low));
    rows.addAll(Collections.nCopies(500, high));

    double[] importance = Importance.of(model, rows);

    for (int i = 0; i < importance.length; i++) {
      assertThat(importance[i])
          .isCloseTo(
              0.75 * Math.abs(model.explain(low).contribution(i))
                  + 0.25 * Math.abs(model.explain(high).contribution(i)),
              within(1e-12));
    }
    assertThat(importance[0]).isPositive();
  }
}
