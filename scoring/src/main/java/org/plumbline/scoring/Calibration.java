package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

/**
 * The last step of a margin: {@code slope * margin + offset[k]}. Affine, so that contributions stay
 * exactly additive through it.
 */
public record Calibration(double slope, double[] offsets) {
  public Calibration {
    finite(slope, "slope");
    offsets = finite(offsets.clone(), "offset");
    require(offsets.length > 0, "a calibration needs at least one margin");
  }

  @Override
  public double[] offsets() {
    return offsets.clone();
  }

  /** Changes nothing. */
  public static Calibration identity(int margins) {
    return new Calibration(1, new double[margins]);
  }

  /** Platt scaling on the log-odds: {@code a * margin + b}. */
  public static Calibration platt(double a, double b) {
    return new Calibration(a, new double[] {b});
  }

  /** Temperature with a bias per class: {@code margin / temperature + bias[k]}. */
  public static Calibration temperature(double temperature, double... biases) {
    require(temperature > 0, "temperature %s must be positive", temperature);
    return new Calibration(1 / temperature, biases);
  }

  double apply(double margin, int output) {
    return slope * margin + offsets[output];
  }
}
