package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.Task;

class LearningTest {
  private static final int COLUMNS = 6;

  /** Log-odds are the cube of a sum, held within 4: no sum of curves of columns fits them. */
  private static Dataset cubes(int rows) {
    var random = new SplittableRandom(12);
    double[][] x = new double[COLUMNS][rows];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (double[] column : x) {
        column[row] = random.nextGaussian();
        sum += column[row] / Math.sqrt(COLUMNS);
      }
      double logOdds = Math.clamp(2 * sum * sum * sum, -4, 4);
      y[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    }
    List<Input> inputs = IntStream.range(0, COLUMNS).mapToObj(i -> Input.numeric("x" + i)).toList();
    return new Dataset(Task.BINARY, inputs, x, List.of("no", "yes"), y, new int[0]);
  }

  @Test
  void bentProbabilitiesAreServedAsTheyWereJudged() throws ModelFormatException {
    Dataset data = cubes(3_000);
    var budget = new Budget(System::nanoTime, Duration.ofSeconds(20), 1, 1);
    var learning =
        new Learning(data, new Splitter.Stratified(data), new Plan(5, 4, 1, 1, 1, 50), 1, budget);

    List<Learnt> all = learning.from(IntStream.range(0, 3_000).toArray());

    Learnt linear =
        all.stream().filter(one -> one.learner().equals("logistic")).findFirst().orElseThrow();
    Scorecard.Calibrated calibrated = Objects.requireNonNull(linear.calibrated());
    assertThat(calibrated.method()).as("%s", calibrated).isEqualTo("isotonic");
    assertThat(calibrated.eceAfter()).isLessThan(0.7 * calibrated.eceBefore());
    Model model = linear.model().orElseThrow();
    Model served = Model.read(model.toBytes());
    assertThat(served.link()).isInstanceOf(Link.Isotonic.class);
    double[] margin = new double[1];
    for (double x = -3; x <= 3; x += 0.05) {
      double[] row = new double[COLUMNS];
      Arrays.fill(row, x / Math.sqrt(COLUMNS));
      linear.predictor().margins(row, margin);
      assertThat(served.score(row)).isEqualTo(model.score(row));
      assertThat(1 / (1 + Math.exp(-margin[0]))).isCloseTo(served.score(row), within(1e-12));
    }
  }
}
