package org.plumbline.stats.drift;

/**
 * The exact two-sided p-value of a two-sample Kolmogorov–Smirnov distance, given the ties that were
 * seen [Schröer & Trenkler 1995].
 *
 * <p>Under no change all orders of the pooled values are equally likely. A walk through an order
 * goes right for a reference value and up for a current one; the distance reaches D when it meets a
 * point (i, j) with |i/n - j/m| ≥ D where a run of equal values ends. The chance of the first such
 * meeting is summed, all terms positive. O(nm) time, O(m) memory.
 */
final class ExactKolmogorov {
  /** Products of sizes beyond which the walk takes longer than its answer is worth. */
  static final long MOST_PAIRS = 10_000_000;

  private ExactKolmogorov() {}

  /**
   * For two ascending samples that are not empty.
   *
   * @param tied false to read every value as distinct, as tests without ties do
   */
  static double pValue(double[] reference, double[] current, boolean tied) {
    int n = reference.length;
    int m = current.length;
    boolean[] runEnds = runEnds(reference, current, tied);
    long least = distance(reference, current);
    if (least == 0) {
      return 1;
    }
    double[] reached = new double[m + 1];
    double met = 0;
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        double left = n + m - i - j + 1.0;
        double here = i == 0 && j == 0 ? 1 : 0;
        if (i > 0) {
          here += reached[j] * (n - i + 1) / left;
        }
        if (j > 0) {
          here += reached[j - 1] * (m - j + 1) / left;
        }
        if (runEnds[i + j] && Math.abs((long) i * m - (long) j * n) >= least) {
          met += here;
          here = 0;
        }
        reached[j] = here;
      }
    }
    return Math.min(1, met);
  }

  /** Whether a run of equal values ends after that many pooled values. */
  private static boolean[] runEnds(double[] reference, double[] current, boolean tied) {
    int all = reference.length + current.length;
    boolean[] ends = new boolean[all + 1];
    int i = 0;
    int j = 0;
    while (i + j < all) {
      boolean fromReference =
          j == current.length || (i < reference.length && reference[i] <= current[j]);
      double value = fromReference ? reference[i++] : current[j++];
      double next = Math.min(at(reference, i), at(current, j));
      ends[i + j] = !tied || i + j == all || next != value;
    }
    return ends;
  }

  private static double at(double[] sorted, int index) {
    return index < sorted.length ? sorted[index] : Double.POSITIVE_INFINITY;
  }

  /** The distance times both sizes, which is a whole number. */
  private static long distance(double[] reference, double[] current) {
    long n = reference.length;
    long m = current.length;
    long largest = 0;
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      double value = Math.min(reference[i], current[j]);
      while (i < n && reference[i] <= value) {
        i++;
      }
      while (j < m && current[j] <= value) {
        j++;
      }
      largest = Math.max(largest, Math.abs(i * m - j * n));
    }
    return largest;
  }
}
