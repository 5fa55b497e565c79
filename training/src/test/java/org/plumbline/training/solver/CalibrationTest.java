package org.plumbline.training.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void plattAgreesWithScikitLearn() {
    JsonNode golden = Golden.read("ml/calibration.json");

    PlattScaling fitted =
        PlattScaling.fit(Golden.vector(golden.get("score")), Golden.vector(golden.get("y")));

    // scikit-learn writes p = 1 / (1 + exp(a s + b)), so both signs are turned.
    JsonNode expected = golden.get("expected");
    assertThat(fitted.slope()).isCloseTo(-expected.get("platt_a").doubleValue(), within(1e-6));
    assertThat(fitted.intercept()).isCloseTo(-expected.get("platt_b").doubleValue(), within(1e-6));
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
