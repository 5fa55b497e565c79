package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TemperatureScalingTest {
  @Test
  void temperatureCoolsOverconfidentMargins() {
    double[][] margins = {{8, 0}, {8, 0}, {8, 0}, {0, 8}};

    double factor = TemperatureScaling.fit(margins, new int[] {0, 0, 1, 1});

    // Three of four right: the best constant confidence is 0.75, log-odds ln 3.
    assertThat(factor * 8).isCloseTo(Math.log(3), within(1e-4));
  }
}
