package org.plumbline.stats.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.Interval;

class LossModelTest {
  /** Rows of one column x in [0, 1] shifted; the absolute error grows with x. */
  private static double[][] rows(Random random, int size, double power) {
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = new double[] {Math.pow(random.nextDouble(), power)};
    }
    return rows;
  }

  private static double[] losses(Random random, double[][] rows) {
    return Arrays.stream(rows)
        .mapToDouble(row -> Math.abs(random.nextGaussian() * (0.1 + row[0])))
        .toArray();
  }

  @Test
  void foreseesTheLossOfAPopulationThatMovedToHarderRows() {
    var random = new Random(6);
    double[][] reference = rows(random, 20_000, 2);
    LossModel model = LossModel.fit(LossModel.binned(0, 20), reference, losses(random, reference));

    int held = 0;
    for (int run = 0; run < 200; run++) {
      double[][] harder = rows(random, 1_000, 0.4);
      double truth = Arrays.stream(losses(random, harder)).average().orElseThrow();
      Interval estimate = model.estimate(harder, 0.95);
      held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }

    // 190 of 200 intervals of 95 %, within four standard errors.
    assertThat(held).isBetween(177, 200);
    double easy = model.estimate(rows(random, 1_000, 3), 0.95).value();
    double hard = model.estimate(rows(random, 1_000, 0.4), 0.95).value();
    assertThat(hard).isGreaterThan(1.5 * easy);
  }

  @Test
  void binnedMeansByHand() {
    double[][] rows = {{1}, {2}, {3}, {4}, {Double.NaN}, {1}, {2}, {3}, {4}, {Double.NaN}};
    double[] losses = {1, 1, 5, 5, 9, 1, 1, 5, 5, 9};
    LossModel model = LossModel.fit(LossModel.binned(0, 2), rows, losses);

    assertThat(model.estimate(new double[][] {{0}}, 0.95).value()).isEqualTo(1);
    assertThat(model.estimate(new double[][] {{2.9}}, 0.95).value()).isEqualTo(1);
    assertThat(model.estimate(new double[][] {{3}}, 0.95).value()).isEqualTo(5);
    assertThat(model.estimate(new double[][] {{Double.NaN}}, 0.95).value()).isEqualTo(9);
    assertThat(model.estimate(new double[][] {{1}, {4}}, 0.95).value()).isEqualTo(3);
    assertThat(model.estimate(new double[0][], 0.95).value()).isNaN();
  }

  @Test
  void theErrorIsThatOfUnseenRows() {
    double[][] rows = new double[10][1];
    double[] losses = {0, 2, 0, 2, 0, 2, 0, 2, 0, 2};
    LossModel model = LossModel.fit((_, known) -> _ -> mean(known), rows, losses);

    Interval estimate = model.estimate(new double[4][1], 0.95);

    // Each fold leaves rows i and i + 5 out, one 0 and one 2, so the others have mean 1.
    assertThat(estimate.value()).isEqualTo(1);
    assertThat(estimate.high() - 1).isCloseTo(1.959963984540054 / 2, within(1e-9));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void refusesWhatCannotBeLearned() {
    LossModel.Learner learner = LossModel.binned(0, 3);

    assertThatThrownBy(() -> LossModel.fit(learner, new double[9][1], new double[9]))
        .hasMessageContaining("9 rows");
    assertThatThrownBy(() -> LossModel.fit(learner, new double[10][1], new double[9]))
        .hasMessageContaining("9 losses");
    double[] bad = new double[10];
    bad[3] = Double.NaN;
    assertThatThrownBy(() -> LossModel.fit(learner, new double[10][1], bad))
        .hasMessageContaining("losses[3]");
    assertThatThrownBy(() -> LossModel.binned(0, 0)).hasMessageContaining("0 bins");
    LossModel model = LossModel.fit(learner, new double[10][1], new double[10]);
    assertThatThrownBy(() -> model.estimate(new double[1][1], 1))
        .hasMessageContaining("confidence");
    assertThat(model.estimate(new double[1][1], 0.9)).isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void theBandHoldsWhatTheReferenceShowed() {
    AlertBand band = AlertBand.of(0.8, 0.82, 0.84);

    assertThat(band.low()).isCloseTo(0.76, within(1e-12));
    assertThat(band.high()).isCloseTo(0.88, within(1e-12));
    assertThat(band.isBeyond(0.75)).isTrue();
    assertThat(band.isBeyond(0.89)).isTrue();
    assertThat(band.isBeyond(0.8)).isFalse();
    assertThat(band.isBeyond(Double.NaN)).isFalse();
    assertThatThrownBy(() -> AlertBand.of(0.8)).hasMessageContaining("1 chunks");
    assertThatThrownBy(() -> AlertBand.of(0.8, Double.NaN)).hasMessageContaining("chunks[1]");
    assertThatThrownBy(() -> new AlertBand(1, 0)).hasMessageContaining("backwards");
  }
}
