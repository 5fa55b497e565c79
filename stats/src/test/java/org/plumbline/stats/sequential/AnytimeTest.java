package org.plumbline.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AnytimeTest {
  private static final int RUNS = 1_000;
  private static final int LENGTH = 2_000;

  /** Four standard errors of a share of 5 % in a thousand runs. */
  private static final double SLACK = 4 * Math.sqrt(0.05 * 0.95 / RUNS);

  @Tag("simulation")
  @Test
  void theIntervalMissesTheMeanAtAnyTimeInAtMostAlphaOfTheRuns() {
    for (double mean : new double[] {0.02, 0.3}) {
      int missed = 0;
      for (int run = 0; run < RUNS; run++) {
        var random = new Random(run);
        var sequence = new ConfidenceSequence(0.05);
        for (int i = 0; i < LENGTH; i++) {
          sequence.update(random.nextDouble() < mean ? 1 : 0);
        }
        // The ends only ever close in, so the last interval is the narrowest that was shown.
        var interval = sequence.interval();
        missed += interval.low() > mean || interval.high() < mean || sequence.isBroken() ? 1 : 0;
      }

      assertThat((double) missed / RUNS).isLessThan(0.05 + SLACK);
    }
  }

  @Test
  void theIntervalNarrowsWithTheVariance() {
    var steady = new ConfidenceSequence(0.05);
    var noisy = new ConfidenceSequence(0.05);
    assertThat(steady.interval().value()).isNaN();
    assertThat(steady.interval().low()).isZero();
    assertThat(steady.interval().high()).isEqualTo(1);
    for (int i = 0; i < 1_000; i++) {
      steady.update(0.5 + 0.01 * (i % 2));
      noisy.update(i % 2);
    }

    assertThat(steady.interval().value()).isCloseTo(0.505, within(1e-12));
    double narrow = steady.interval().high() - steady.interval().low();
    double wide = noisy.interval().high() - noisy.interval().low();
    assertThat(narrow).isLessThan(wide / 3);
    assertThat(wide).isLessThan(0.2);
  }

  @Test
  void aMeanThatMovesBreaksTheSequence() {
    var sequence = new ConfidenceSequence(0.01);
    for (int i = 0; i < 4_000; i++) {
      sequence.update(i < 2_000 ? 0.1 : 0.9);
    }

    assertThat(sequence.isBroken()).isTrue();
    assertThat(sequence.interval().value()).isCloseTo(0.5, within(1e-9));
    assertThat(sequence.interval().low()).isNaN();
  }

  @Tag("simulation")
  @Test
  void anUnchangedMeanAlarmsInAtMostAlphaOfTheRuns() {
    for (double mean : new double[] {0, 0.1, 0.5, 1}) {
      int alarms = 0;
      for (int run = 0; run < RUNS; run++) {
        var random = new Random(run);
        var test = new MeanChangeTest(mean, 0.05);
        for (int i = 0; i < LENGTH; i++) {
          test.update(random.nextDouble() < mean ? 1 : 0);
        }
        alarms += test.isChanged() ? 1 : 0;
      }

      assertThat((double) alarms / RUNS).as("mean %s", mean).isLessThan(0.05 + SLACK);
    }
  }

  @Test
  void aChangedMeanIsFoundUpAndDownEarlyAndLate() {
    for (int change : new int[] {0, 1_000}) {
      for (double after : new double[] {0.05, 0.4}) {
        int found = firstAlarm(change, after);

        assertThat(found).as("%s from %s", after, change).isBetween(change, change + 500);
      }
    }
  }

  private static int firstAlarm(int change, double after) {
    var random = new Random(11);
    var test = new MeanChangeTest(0.2, 0.01);
    for (int i = 0; i < change + 1_000; i++) {
      double mean = i < change ? 0.2 : after;
      if (test.update(random.nextDouble() < mean ? 1 : 0)) {
        assertThat(test.pValue()).isLessThanOrEqualTo(0.01);
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void theMoneyByHand() {
    var test = new MeanChangeTest(0.5, 0.05);
    assertThat(test.evidence()).isEqualTo(1);
    assertThat(test.pValue()).isEqualTo(1);

    test.update(1);
    // The first bet is nothing: 1/2 in cash and 1/2 with the first bettor.
    assertThat(test.evidence()).isEqualTo(1);
    test.update(1);
    // Bettor one saw mean (0.5 + 1) / 2 and variance (0.25 + 0.0625) / 2: it bets up.
    double gap = 0.25;
    double bet = gap / (0.3125 / 2 + gap * gap);
    double up = 0.5 * (1 + bet * 0.5);
    assertThat(test.evidence()).isCloseTo(1.0 / 3 + (up + 0.5) / 2 + 1.0 / 6, within(1e-15));
  }

  @Test
  void anAlarmStays() {
    var test = new MeanChangeTest(0, 0.05);
    assertThat(test.isChanged()).isFalse();
    assertThat(firstOnes(test)).isTrue();
    for (int i = 0; i < 10_000; i++) {
      assertThat(test.update(0)).isTrue();
    }
  }

  private static boolean firstOnes(MeanChangeTest test) {
    boolean alarmed = false;
    for (int i = 0; i < 2_000 && !alarmed; i++) {
      alarmed = test.update(0.5);
    }
    return alarmed;
  }

  @Test
  void refusesWhatHasNoPlaceBetweenZeroAndOne() {
    for (double bad : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ConfidenceSequence(0.05).update(bad))
          .hasMessageContaining("rescale");
      assertThatThrownBy(() -> new MeanChangeTest(0.5, 0.05).update(bad))
          .hasMessageContaining("rescale");
      assertThatThrownBy(() -> new ConfidenceSequence(bad)).hasMessageContaining("alpha");
      assertThatThrownBy(() -> new MeanChangeTest(bad, 0.05)).hasMessageContaining("mean");
    }
    assertThatThrownBy(() -> new MeanChangeTest(0.5, 0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new MeanChangeTest(0.5, 1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new ConfidenceSequence(0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new ConfidenceSequence(1)).hasMessageContaining("alpha");
  }
}
