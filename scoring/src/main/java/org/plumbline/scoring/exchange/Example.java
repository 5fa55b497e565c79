package org.plumbline.scoring.exchange;

/**
 * A row of slots and the score its tool gave.
 *
 * @param tolerance how far ours may be away, absolute for numbers below 1 and relative beyond
 */
public record Example(double[] row, double score, double tolerance) {
  public Example {
    row = row.clone();
    Checks.require(Double.isFinite(score), "an example's score is %s", score);
    Checks.require(tolerance >= 0, "a tolerance of %s", tolerance);
  }

  @Override
  public double[] row() {
    return row.clone();
  }
}
