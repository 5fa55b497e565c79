package org.plumbline.scoring;

/**
 * Why a row got its margin: {@code baseline + sum of contributions = margin} to 1e-9 relative.
 *
 * @param output which margin is explained: 0, or the index of the class for MULTICLASS
 * @param baseline the margin expected before anything is known of the row, in log-odds or in units
 *     of the label
 * @param contributions one per input in the order of {@link Model#inputs()}; owned by the caller
 * @param margin exactly what {@link Model#margins(double[], double[])} answers for the row
 */
public record Explanation(int output, double baseline, double[] contributions, double margin) {

  public double contribution(int input) {
    return contributions[input];
  }
}
