package org.plumbline.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DifferenceSequenceTest {
  private static final DifferenceSequence SEQUENCE = new DifferenceSequence(0.05, 0.02);

  @Test
  void intervalAndPValueSayTheSame() {
    for (double variance : new double[] {1e-6, 1e-5, 1e-4, 1e-3}) {
      double reach = SEQUENCE.reach(variance);

      assertThat(SEQUENCE.pValue(reach, variance)).isCloseTo(0.05, within(1e-12));
      assertThat(SEQUENCE.pValue(-reach, variance)).isCloseTo(0.05, within(1e-12));
      assertThat(SEQUENCE.interval(reach, variance).low()).isCloseTo(0, within(1e-15));
      assertThat(SEQUENCE.pValue(0, variance)).isEqualTo(1);
    }
  }

  @Test
  void mixesTheLikelihoodRatioOverTheEffects() {
    /* The mixture by hand: the mean of exp(d x / v - x^2 / 2v) over x ~ N(0, scale^2). */
    double difference = 0.03;
    double variance = 1e-4;
    double sum = 0;
    double weights = 0;
    for (double x = -0.2; x <= 0.2; x += 1e-5) {
      double weight = Math.exp(-x * x / (2 * 0.02 * 0.02));
      sum += weight * Math.exp(difference * x / variance - x * x / (2 * variance));
      weights += weight;
    }

    assertThat(SEQUENCE.pValue(difference, variance)).isCloseTo(weights / sum, within(1e-9));
  }

  @Test
  void dailyLooksAtEqualArmsAlarmNoMoreOftenThanPromised() {
    var random = new SplittableRandom(20_261_121);
    int runs = 1_000;
    int alarms = 0;
    int naive = 0;
    for (int run = 0; run < runs; run++) {
      long[] successes = new long[2];
      boolean alarmed = false;
      boolean naively = false;
      for (int day = 1; day <= 60; day++) {
        for (int arm = 0; arm < 2; arm++) {
          for (int i = 0; i < 50; i++) {
            successes[arm] += random.nextDouble() < 0.1 ? 1 : 0;
          }
        }
        double n = 50.0 * day;
        double difference = (successes[1] - successes[0]) / n;
        double share = (successes[1] + successes[0]) / (2 * n);
        double variance = 2 * share * (1 - share) / n;
        if (day >= 2) {
          alarmed |= SEQUENCE.pValue(difference, variance) <= 0.05;
          naively |= Math.abs(difference) > 1.96 * Math.sqrt(variance);
        }
      }
      alarms += alarmed ? 1 : 0;
      naive += naively ? 1 : 0;
    }

    assertThat(alarms / (double) runs).isLessThan(0.05);
    /* What looking daily at a test that is meant for one look does. */
    assertThat(naive / (double) runs).isGreaterThan(0.2);
  }

  @Test
  void findsThePlannedEffectAsOftenAsPlanned() {
    double variance = SEQUENCE.varianceFor(0.02, 0.8);

    assertThat(SEQUENCE.power(0.02, variance)).isCloseTo(0.8, within(1e-9));
    assertThat(SEQUENCE.power(0.02, variance / 2)).isGreaterThan(0.8);
    /* Looking daily costs about three quarters more rows than one look does. */
    double once = 0.02 * 0.02 / Math.pow(1.959964 + 0.841621, 2);
    assertThat(once / variance).isBetween(1.5, 2.0);
  }

  @Test
  void saysNothingWithoutKnowledge() {
    assertThat(SEQUENCE.pValue(1, Double.NaN)).isEqualTo(1);
    assertThat(SEQUENCE.pValue(Double.NaN, 1)).isEqualTo(1);
    assertThat(SEQUENCE.pValue(1, 0)).isEqualTo(1);
    assertThat(SEQUENCE.interval(0.5, Double.NaN).low()).isNaN();
    assertThatThrownBy(() -> new DifferenceSequence(0, 1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new DifferenceSequence(0.05, 0)).hasMessageContaining("scale");
    assertThatThrownBy(() -> SEQUENCE.varianceFor(0, 0.8)).hasMessageContaining("effect");
    assertThatThrownBy(() -> SEQUENCE.varianceFor(1, 0.05)).hasMessageContaining("power");
  }
}
