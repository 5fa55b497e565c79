package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class CalibrationTest {
  @Test
  void plattAgreesWithScikitLearn() {
    Golden golden = Golden.load("ml/calibration.json");

    PlattScaling fitted = PlattScaling.fit(golden.numbers("score"), golden.numbers("y"));

    // scikit-learn writes p = 1 / (1 + exp(a s + b)), so both signs are turned.
    Accuracy platt =
        Accuracy.of("Platt scaling", "scikit-learn 1.2.1 sigmoid calibration", 1e-6, 0);
    platt.check("slope", fitted.slope(), -golden.number("expected", "platt_a"));
    platt.check("intercept", fitted.intercept(), -golden.number("expected", "platt_b"));
  }

  @Test
  void plattNeverTurnsAModelRound() {
    double[] margins = {2, 1, -1, -2};

    PlattScaling fitted = PlattScaling.fit(margins, new double[] {0, 0, 1, 1});

    assertThat(fitted.slope()).isPositive();
  }

  @Test
  void temperatureCoolsOverconfidentMargins() {
    double[][] margins = {{8, 0}, {8, 0}, {8, 0}, {0, 8}};

    double factor = TemperatureScaling.fit(margins, new int[] {0, 0, 1, 1});

    // Three of four right: the best constant confidence is 0.75, log-odds ln 3.
    assertThat(factor * 8).isCloseTo(Math.log(3), within(1e-4));
  }
}
