package org.plumbline.stats.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.plumbline.stats.math.Rules;

/**
 * Squared maximum mean discrepancy of two samples under a Gaussian kernel [Gretton et al. 2012].
 *
 * <p>Columns count as they are: scale them alike first. Rows with a missing value are left out. The
 * whole kernel matrix is held, so rows are bounded. Everything is {@code NaN} that needs more rows:
 * the biased form one a side, the unbiased and the p-value two.
 *
 * @param biased never negative; pairs of a row with itself count
 * @param unbiased without those pairs; about 0, of either sign, for equal distributions
 * @param gamma of the kernel
 * @param pValue share of the random splits of the pooled rows, the given one counted among them,
 *     whose unbiased form is at least the given one's
 * @param referenceRows that were compared
 * @param currentRows that were compared
 */
public record MaximumMeanDiscrepancy(
    double biased,
    double unbiased,
    double gamma,
    double pValue,
    int referenceRows,
    int currentRows) {

  /**
   * Compares two samples; O((rows of both)² · (columns + permutations)).
   *
   * @throws IllegalArgumentException for rows of different width, infinite values, and distances
   *     that overflow
   */
  public static MaximumMeanDiscrepancy between(
      double[][] reference, double[][] current, DiscrepancySettings settings) {
    Rows.columns(reference, current);
    Rows.notInfinite(reference, "reference");
    Rows.notInfinite(current, "current");
    var random = new SplittableRandom(settings.seed());
    double[][] before = Rows.sample(whole(reference), settings.mostRows(), random);
    double[][] after = Rows.sample(whole(current), settings.mostRows(), random);
    int m = before.length;
    int n = after.length;
    if (m == 0 || n == 0) {
      return new MaximumMeanDiscrepancy(Double.NaN, Double.NaN, settings.gamma(), Double.NaN, m, n);
    }
    double[][] kernel = distances(Rows.pooled(before, after));
    double gamma = Double.isNaN(settings.gamma()) ? 1 / medianDistance(kernel) : settings.gamma();
    for (double[] row : kernel) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.exp(-gamma * row[j]);
      }
    }
    int[] order = new int[m + n];
    Arrays.setAll(order, i -> i);
    Sums given = Sums.of(kernel, order, m);
    double unbiased = given.unbiased(m, n);
    double pValue = Double.NaN;
    if (settings.permutations() > 0 && m > 1 && n > 1) {
      int asFar = 1;
      for (int p = 0; p < settings.permutations(); p++) {
        Rows.shuffle(order, random);
        // Equal splits differ by the order of their sums.
        if (Sums.of(kernel, order, m).unbiased(m, n) >= unbiased - 1e-12) {
          asFar++;
        }
      }
      pValue = asFar / (settings.permutations() + 1.0);
    }
    return new MaximumMeanDiscrepancy(given.biased(m, n), unbiased, gamma, pValue, m, n);
  }

  /** Kernel sums over unordered pairs of different rows: within each side, and between them. */
  private record Sums(double before, double after, double between) {
    /** The first rows of the order are the one side. */
    static Sums of(double[][] kernel, int[] order, int m) {
      double before = 0;
      double after = 0;
      double between = 0;
      for (int i = 0; i < order.length; i++) {
        for (int j = 0; j < i; j++) {
          double value = kernel[Math.max(order[i], order[j])][Math.min(order[i], order[j])];
          if (i < m) {
            before += value;
          } else if (j >= m) {
            after += value;
          } else {
            between += value;
          }
        }
      }
      return new Sums(before, after, between);
    }

    double biased(double m, double n) {
      double squared =
          (2 * before + m) / (m * m) + (2 * after + n) / (n * n) - 2 * between / (m * n);
      return Math.max(0, squared);
    }

    double unbiased(double m, double n) {
      return m < 2 || n < 2
          ? Double.NaN
          : 2 * before / (m * (m - 1)) + 2 * after / (n * (n - 1)) - 2 * between / (m * n);
    }
  }

  private static double[][] whole(double[][] rows) {
    return Arrays.stream(rows)
        .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
        .toArray(double[][]::new);
  }

  /** Squared distances below the diagonal: row i holds those to rows before it. */
  private static double[][] distances(double[][] rows) {
    double[][] distances = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      distances[i] = new double[i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = 0; k < rows[i].length; k++) {
          double apart = rows[i][k] - rows[j][k];
          sum += apart * apart;
        }
        Rules.require(
            sum < Double.POSITIVE_INFINITY,
            "rows %d and %d of the pooled sample are too far apart for a number: scale the columns",
            j,
            i);
        distances[i][j] = sum;
      }
    }
    return distances;
  }

  /** Over the pairs of different points; 1 when all points are one, where any kernel says 0. */
  private static double medianDistance(double[][] distances) {
    double[] sorted =
        Arrays.stream(distances)
            .flatMapToDouble(Arrays::stream)
            .filter(distance -> distance > 0)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return 1;
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[half]
        : sorted[half - 1] + (sorted[half] - sorted[half - 1]) / 2;
  }
}
