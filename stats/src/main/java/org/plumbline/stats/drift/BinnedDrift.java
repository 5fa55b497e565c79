package org.plumbline.stats.drift;

import java.util.Arrays;
import org.plumbline.stats.profile.ReferenceBins;

/**
 * What the counts in a reference's bins alone say of drift: no values, no reference profile, exact
 * counts on both sides.
 *
 * @param psi over some ten bins of equal share of the reference, smoothed as {@link
 *     Divergence#psi}; {@code NaN} when a side is empty
 * @param psiCritical what PSI exceeds once in a hundred times when nothing changed
 * @param ks largest distance of the distribution functions at the ends of bins; never above the
 *     true one, {@code NaN} when a side is empty
 * @param ksError how much more the true distance can be
 */
public record BinnedDrift(double psi, double psiCritical, double ks, double ksError) {
  private static final int GROUPS = 10;
  private static final double SIGNIFICANCE = 0.01;

  /** Measures a profile's counts against those of its reference; time linear in the bins. */
  public static BinnedDrift of(ReferenceBins bins) {
    long n = 0;
    long m = 0;
    for (int i = 0; i < bins.size(); i++) {
      n += bins.referenceCount(i);
      m += bins.count(i);
    }
    if (n == 0 || m == 0) {
      return new BinnedDrift(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] reference = new double[bins.size()];
    double[] current = new double[bins.size()];
    int groups = group(bins, n, reference, current);
    double[] grouped = Arrays.copyOf(reference, groups);
    double[] groupedCurrent = Arrays.copyOf(current, groups);
    double[] ks = ks(bins, n, m);
    return new BinnedDrift(
        Divergence.psi(grouped, groupedCurrent),
        Divergence.psiCritical(SIGNIFICANCE, groups, (double) n, (double) m),
        ks[0],
        ks[1]);
  }

  /** Neighbours together until they hold a tenth of the reference; a bin of a tenth stays alone. */
  private static int group(ReferenceBins bins, long n, double[] reference, double[] current) {
    double share = (double) n / GROUPS;
    int group = 0;
    for (int i = 0; i < bins.size(); i++) {
      boolean alone = bins.referenceCount(i) >= share;
      boolean begun = reference[group] + current[group] > 0;
      if (begun && (alone || reference[group] >= share)) {
        group++;
      }
      reference[group] += bins.referenceCount(i);
      current[group] += bins.count(i);
    }
    return reference[group] + current[group] > 0 ? group + 1 : group;
  }

  private static double[] ks(ReferenceBins bins, long n, long m) {
    double distance = 0;
    double most = 0;
    long below = 0;
    long belowCurrent = 0;
    for (int i = 0; i < bins.size(); i++) {
      long up = below + bins.referenceCount(i);
      long upCurrent = belowCurrent + bins.count(i);
      distance = Math.max(distance, Math.abs((double) up / n - (double) upCurrent / m));
      most = Math.max(most, Math.abs((double) up / n - (double) belowCurrent / m));
      most = Math.max(most, Math.abs((double) below / n - (double) upCurrent / m));
      below = up;
      belowCurrent = upCurrent;
    }
    return new double[] {distance, Math.max(0, most - distance)};
  }
}
