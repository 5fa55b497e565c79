package org.plumbline.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriftingWalkTest {
  @Test
  void startsAtTheLastValueAndFollowsTheDrift() {
    var walk = DriftingWalk.of(new double[] {0, 1, 2, 3}, new double[] {45, 60, 72, 83});

    assertThat(walk.drift()).isEqualTo(38.0 / 3, within(1e-12));
    assertThat(walk.ahead(1, 0.9).value()).isEqualTo(83 + 38.0 / 3, within(1e-12));
    assertThat(walk.ahead(1, 0.9).low()).isGreaterThan(83);
  }

  @Test
  void aStraightLineIsCertain() {
    var walk = DriftingWalk.of(new double[] {0, 2, 3, 7}, new double[] {1, 5, 7, 15});

    assertThat(walk.variance()).isEqualTo(0, within(1e-12));
    assertThat(walk.ahead(5, 0.99).value()).isEqualTo(25, within(1e-12));
    assertThat(walk.drift(0.99).low()).isEqualTo(2, within(1e-9));
  }

  @Test
  void oneMoveHasNoInterval() {
    var walk = DriftingWalk.of(new double[] {0, 1}, new double[] {10, 12});

    assertThat(walk.ahead(1, 0.9).value()).isEqualTo(14);
    assertThat(walk.ahead(1, 0.9).low()).isNaN();
    assertThat(walk.drift(0.9).high()).isNaN();
  }

  /** 4,000 walks: the interval of nine in ten holds nine in ten. */
  @Test
  void intervalsHoldWhatTheyPromise() {
    var random = new SplittableRandom(7);
    int held = 0;
    for (int run = 0; run < 4_000; run++) {
      double[] times = new double[12];
      double[] values = new double[12];
      for (int i = 1; i < times.length; i++) {
        double step = 0.5 + random.nextDouble();
        times[i] = times[i - 1] + step;
        values[i] = values[i - 1] + 0.3 * step + 2 * Math.sqrt(step) * random.nextGaussian();
      }
      double truth = values[11] + 0.3 * 5 + 2 * Math.sqrt(5) * random.nextGaussian();
      var said = DriftingWalk.of(times, values).ahead(5, 0.9);
      held += said.low() <= truth && truth <= said.high() ? 1 : 0;
    }

    assertThat(held / 4_000.0).isEqualTo(0.9, within(0.015));
  }

  @Test
  void refusesWhatIsNoWalk() {
    double[] two = {0, 1};
    assertThatThrownBy(() -> DriftingWalk.of(new double[] {0}, new double[] {1}))
        .hasMessageContaining("two or more");
    assertThatThrownBy(() -> DriftingWalk.of(new double[] {1, 1}, two))
        .hasMessageContaining("must rise");
    assertThatThrownBy(() -> DriftingWalk.of(two, new double[] {0, Double.NaN}))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> DriftingWalk.of(two, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DriftingWalk.of(two, two).ahead(0, 0.9)).hasMessageContaining("ahead");
    assertThatThrownBy(() -> DriftingWalk.of(two, two).ahead(1, 1)).hasMessageContaining("between");
  }
}
