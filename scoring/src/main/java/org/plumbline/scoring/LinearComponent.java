package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

import java.util.List;

/**
 * Intercept plus weighted columns of a {@link Preprocessing}, one row of coefficients per margin.
 *
 * <p>Explained by linear SHAP with independent columns: the contribution of a column is {@code
 * coefficient * (value - reference mean)}, that of an input the sum over its columns [Lundberg and
 * Lee 2017, corollary 1]. O(width) per margin, no allocation.
 */
public final class LinearComponent extends Component {
  private final Preprocessing preprocessing;
  private final double[][] coefficients;
  private final double[] intercepts;
  private final double[] reference;
  private final double[] baselines;
  private final int[] inputOfColumn;

  /**
   * @param coefficients one row of {@code preprocessing.width()} per margin
   * @param intercepts one per margin
   * @param reference mean of each column over the reference rows, against which rows are explained
   */
  public LinearComponent(
      Preprocessing preprocessing,
      double[][] coefficients,
      double[] intercepts,
      double[] reference) {
    int width = preprocessing.width();
    require(coefficients.length > 0, "a linear component needs at least one margin");
    require(
        intercepts.length == coefficients.length,
        "%s intercepts for %s margins",
        intercepts.length,
        coefficients.length);
    require(
        reference.length == width, "%s reference means for %s columns", reference.length, width);
    this.preprocessing = preprocessing;
    this.intercepts = finite(intercepts.clone(), "intercept");
    this.reference = finite(reference.clone(), "reference mean");
    this.coefficients = new double[coefficients.length][];
    this.baselines = new double[coefficients.length];
    this.inputOfColumn = preprocessing.inputOfColumn();
    double[] bounds = preprocessing.bounds();
    for (int k = 0; k < coefficients.length; k++) {
      require(
          coefficients[k].length == width,
          "%s coefficients for %s columns",
          coefficients[k].length,
          width);
      this.coefficients[k] = finite(coefficients[k].clone(), "coefficient");
      double largest = Math.abs(intercepts[k]);
      double baseline = intercepts[k];
      for (int j = 0; j < width; j++) {
        largest += Math.abs(coefficients[k][j]) * Math.max(bounds[j], Math.abs(reference[j]));
        baseline += coefficients[k][j] * reference[j];
      }
      finite(largest, "the largest possible margin");
      baselines[k] = baseline;
    }
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** A copy of the coefficients of one margin. */
  public double[] coefficients(int output) {
    return coefficients[output].clone();
  }

  public double intercept(int output) {
    return intercepts[output];
  }

  /** A copy of the reference means of the columns. */
  public double[] reference() {
    return reference.clone();
  }

  @Override
  public int marginCount() {
    return intercepts.length;
  }

  @Override
  public void margins(double[] row, double[] out, Scratch scratch) {
    double[] design = scratch.design(reference.length);
    preprocessing.transform(row, design);
    for (int k = 0; k < intercepts.length; k++) {
      double[] weights = coefficients[k];
      double sum = intercepts[k];
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * design[j];
      }
      out[k] = sum;
    }
  }

  @Override
  public double baseline(int output) {
    return baselines[output];
  }

  @Override
  void explain(
      double[] row,
      int output,
      double margin,
      double weight,
      double[] contributions,
      Scratch scratch) {
    double[] design = scratch.design(reference.length);
    preprocessing.transform(row, design);
    double[] weights = coefficients[output];
    for (int j = 0; j < weights.length; j++) {
      contributions[inputOfColumn[j]] += weight * weights[j] * (design[j] - reference[j]);
    }
  }

  @Override
  void requireInputs(List<Input> inputs) {
    preprocessing.requireInputs(inputs);
  }
}
