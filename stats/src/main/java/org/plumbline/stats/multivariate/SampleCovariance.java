package org.plumbline.stats.multivariate;

import java.util.Arrays;
import org.plumbline.stats.math.Cholesky;
import org.plumbline.stats.math.Rules;

/**
 * How columns vary together, and how far a row lies from their middle in those terms [Mahalanobis,
 * Proceedings of the National Institute of Sciences of India 2, 1936].
 *
 * <p>Rows with a missing value (NaN) are left out; sums divide by rows less one. Below two rows all
 * is {@code NaN}. A column that is constant, or that the columns before it explain, takes no part
 * in distances. Time O(rows · columns²). Immutable; thread-safe.
 */
public final class SampleCovariance {
  private static final double EXPLAINED = 1e-12;

  private final int rowCount;
  private final double[] means;

  /** Largest deviation of each column: squares of scaled ones neither overflow nor vanish. */
  private final double[] scales;

  private final double[][] scaled;
  private final Cholesky factors;

  private SampleCovariance(double[][] rows, int width) {
    rowCount = rows.length;
    means = new double[width];
    scales = new double[width];
    scaled = new double[width][width];
    for (double[] row : rows) {
      for (int j = 0; j < width; j++) {
        means[j] += row[j] / rowCount;
      }
    }
    for (double[] row : rows) {
      for (int j = 0; j < width; j++) {
        scales[j] = Math.max(scales[j], Math.abs(row[j] - means[j]));
      }
    }
    for (double[] row : rows) {
      double[] deviations = deviations(row);
      for (int j = 0; j < width; j++) {
        for (int k = 0; k <= j; k++) {
          scaled[j][k] += deviations[j] * deviations[k];
        }
      }
    }
    for (int j = 0; j < width; j++) {
      for (int k = 0; k <= j; k++) {
        scaled[j][k] = rowCount > 1 ? scaled[j][k] / (rowCount - 1) : Double.NaN;
        scaled[k][j] = scaled[j][k];
      }
    }
    if (rowCount == 0) {
      Arrays.fill(means, Double.NaN);
    }
    factors = Cholesky.of(scaled, EXPLAINED);
  }

  /**
   * Measures rows.
   *
   * @throws IllegalArgumentException for rows of different width and infinite values
   */
  public static SampleCovariance of(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    Rows.width(rows, width, "measured");
    Rows.notInfinite(rows, "measured");
    return new SampleCovariance(
        Arrays.stream(rows)
            .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
            .toArray(double[][]::new),
        width);
  }

  private double[] deviations(double[] row) {
    double[] deviations = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      deviations[j] = scales[j] > 0 ? (row[j] - means[j]) / scales[j] : 0;
    }
    return deviations;
  }

  /** Rows that lacked nothing. */
  public int rowCount() {
    return rowCount;
  }

  public double[] means() {
    return means.clone();
  }

  /** Covariances; infinite where they lie beyond the range of numbers. */
  public double[][] covariance() {
    double[][] covariance = new double[means.length][means.length];
    for (int j = 0; j < means.length; j++) {
      for (int k = 0; k < means.length; k++) {
        covariance[j][k] = scaled[j][k] * scales[j] * scales[k];
      }
    }
    return covariance;
  }

  /** Columns that take part in distances. */
  public int rank() {
    return factors.rank();
  }

  /**
   * Squared Mahalanobis distance of a row to the means: of normal rows it follows, for many rows, a
   * chi-square distribution of {@link #rank()} degrees. {@code NaN} for a row with a missing value
   * and below two rows.
   *
   * @throws IllegalArgumentException for a row of another width or an infinite value
   */
  public double squaredDistance(double[] row) {
    Rules.require(
        row.length == means.length, "a row has %d values, not %d", row.length, means.length);
    Rows.notInfinite(new double[][] {row}, "row");
    boolean missing = Arrays.stream(row).anyMatch(Double::isNaN);
    return missing || rowCount < 2 ? Double.NaN : factors.quadratic(deviations(row));
  }
}
