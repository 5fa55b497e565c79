package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.math.Distributions;

/** Intervals worked out from the resampled means themselves, as Efron (1987) defines them. */
class BcaTest {
  private static final int RESAMPLES = 300;
  private static final long SEED = 5;

  /** Losses with a long tail to the right. */
  private static double[] skewed(int rows) {
    double[] losses = new double[rows];
    for (int i = 0; i < rows; i++) {
      losses[i] = Math.exp(3.0 * ((i * 37) % rows) / rows);
    }
    return losses;
  }

  private static double[] means(double[] losses) {
    var metric = new MeanResampling(losses, false);
    Draws draws = Draws.ofRows(metric, SEED, true);
    double[] means = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      int[] times = new int[losses.length];
      draws.draw(b, times);
      double sum = 0;
      for (int i = 0; i < times.length; i++) {
        sum += times[i] * losses[i];
      }
      means[b] = sum / losses.length;
    }
    Arrays.sort(means);
    return means;
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  private static Interval interval(double[] losses, IntervalMethod method) {
    return new Bootstrap(RESAMPLES, SEED, true, 0.9, method)
        .meanDifference(losses, new double[losses.length]);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100, 150})
  void percentilesAreThoseOfTheResampledMeans(int rows) {
    double[] losses = skewed(rows);
    double[] means = means(losses);

    Interval found = interval(losses, IntervalMethod.PERCENTILE);

    assertThat(found.value())
        .isCloseTo(Arrays.stream(losses).average().orElseThrow(), within(1e-12));
    assertThat(found.low()).isCloseTo(quantile(means, 0.05), within(1e-12));
    assertThat(found.high()).isCloseTo(quantile(means, 0.95), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100, 150})
  void biasAndAccelerationMoveThePercentiles(int rows) {
    double[] losses = skewed(rows);
    double[] means = means(losses);
    double mean = Arrays.stream(losses).average().orElseThrow();
    double below = 0;
    for (double one : means) {
      below += one < mean ? 1 : one == mean ? 0.5 : 0;
    }
    double bias = Distributions.normalQuantile(below / RESAMPLES);
    double acceleration = acceleration(losses);

    Interval found = interval(losses, IntervalMethod.BCA);

    assertThat(acceleration).isGreaterThan(0.01);
    assertThat(found.low())
        .isCloseTo(quantile(means, moved(0.05, bias, acceleration)), within(1e-9));
    assertThat(found.high())
        .isCloseTo(quantile(means, moved(0.95, bias, acceleration)), within(1e-9));
    assertThat(found.high()).isGreaterThan(quantile(means, 0.95));
  }

  private static double moved(double share, double bias, double acceleration) {
    double z = bias + Distributions.normalQuantile(share);
    return 1 - Distributions.normalTail(bias + z / (1 - acceleration * z));
  }

  /** By leaving out each row, or each hundredth of more rows than that. */
  private static double acceleration(double[] losses) {
    int parts = Math.min(losses.length, 100);
    double[] without = new double[parts];
    for (int part = 0; part < parts; part++) {
      double sum = 0;
      double count = 0;
      for (int i = 0; i < losses.length; i++) {
        if (i % parts != part) {
          sum += losses[i];
          count++;
        }
      }
      without[part] = sum / count;
    }
    double middle = Arrays.stream(without).average().orElseThrow();
    double cubes = Arrays.stream(without).map(one -> Math.pow(middle - one, 3)).sum();
    double squares = Arrays.stream(without).map(one -> Math.pow(middle - one, 2)).sum();
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  @Test
  void lossesAllAlikeHaveAnIntervalOfOnePoint() {
    double[] alike = {2, 2, 2};

    for (IntervalMethod method : IntervalMethod.values()) {
      assertThat(interval(alike, method)).isEqualTo(new Interval(2, 2, 2));
    }
    assertThat(interval(new double[] {4}, IntervalMethod.BCA)).isEqualTo(new Interval(4, 4, 4));
  }

  @Test
  void settingsAreChecked() {
    assertThat(new Bootstrap(2, 1, true, 0.5, IntervalMethod.BCA).resamples()).isEqualTo(2);
    assertThat(new Bootstrap(100_000, 1, true, 0.5, IntervalMethod.BCA).resamples())
        .isEqualTo(100_000);
    for (int resamples : new int[] {1, 100_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Bootstrap(resamples, 1, true, 0.5, IntervalMethod.BCA));
    }
    for (double confidence : new double[] {0, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Bootstrap(9, 1, true, confidence, IntervalMethod.BCA));
    }
  }

  @Test
  void weightedLossesWantAWeightForEachRow() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegressionLosses.pinball(two, two, 0.5, three));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegressionLosses.pinball(two, three, 0.5, two));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegressionLosses.explainedVariance(two, two, three));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegressionLosses.explainedVariance(two, three));
    assertThat(RegressionLosses.pinball(two, new double[] {2, 1}, 0)).isEqualTo(0.5);
    assertThat(RegressionLosses.pinball(two, new double[] {2, 1}, 1)).isEqualTo(0.5);
    assertThat(RegressionLosses.msle(new double[] {0}, new double[] {0})).isZero();
    assertThat(RegressionLosses.totalErrorPercent(new double[] {1, -1}, two)).isNaN();
  }
}
