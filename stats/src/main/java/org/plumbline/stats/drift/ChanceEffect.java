package org.plumbline.stats.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.profile.TableProfile;

/**
 * How large the largest effect over all columns becomes by chance, when the current data are drawn
 * from the very distribution of the reference.
 *
 * <p>Learned from the reference itself by resampling: with the limit of a rate of 1 %, at most
 * about one unchanged window in a hundred shows any column whose effect reaches the limit, however
 * many columns there are and whatever their shapes.
 */
public final class ChanceEffect {
  /*
   * The parametric bootstrap of the maximum statistic [Westfall & Young 1993]: both sides are drawn
   * from the reference's shares, of their own sizes, since the reference is a sample too. Counts of a
   * bin are binomial given the bins before it; those are drawn as rounded normal values where the
   * variance allows (np(1-p) >= 25, error of the tail below a tenth of the draws' own), else by coin.
   * Columns are drawn independently, which makes the maximum larger than under dependence: safe.
   */
  private static final double NORMAL_FROM = 25;

  private ChanceEffect() {}

  /**
   * The limit that chance reaches in a share {@code rate} of windows.
   *
   * @param rows of the window
   * @param rate in (0, 0.5]
   * @param draws how many windows are drawn; at least {@code 2 / rate}
   */
  public static double limit(TableProfile reference, long rows, double rate, int draws, long seed) {
    Rules.require(rate > 0 && rate <= 0.5, "rate %s must lie in (0, 0.5]", rate);
    Rules.require(rows >= 1, "a window has at least one row, not %d", rows);
    Rules.require(draws >= 2 / rate, "%d draws cannot show a rate of %s", draws, rate);
    List<double[]> columns = shares(reference);
    var random = new SplittableRandom(seed);
    double[] largest = new double[draws];
    for (int i = 0; i < draws; i++) {
      for (double[] shares : columns) {
        double[] left = draw(shares, reference.rowCount(), random);
        double[] right = draw(shares, rows, random);
        largest[i] = Math.max(largest[i], Findings.effect(left, right));
      }
    }
    Arrays.sort(largest);
    int rank = (int) Math.ceil((1 - rate) * (draws + 1)) - 1;
    return largest[Math.clamp(rank, 0, draws - 1)];
  }

  /** Of each column the shares of its bins, missing values last. */
  private static List<double[]> shares(TableProfile reference) {
    List<double[]> all = new ArrayList<>();
    for (ColumnDrift column : DriftReport.compare(reference, reference).columns()) {
      double missing = column.referenceMissingRate();
      List<DriftBin> bins = column.bins();
      if (bins.isEmpty() || Double.isNaN(missing)) {
        continue;
      }
      double[] shares = new double[bins.size() + 1];
      for (int i = 0; i < bins.size(); i++) {
        shares[i] = bins.get(i).referenceShare() * (1 - missing);
      }
      shares[bins.size()] = missing;
      all.add(shares);
    }
    return all;
  }

  private static double[] draw(double[] shares, long rows, SplittableRandom random) {
    double[] counts = new double[shares.length];
    long left = rows;
    double share = Arrays.stream(shares).sum();
    for (int i = 0; i < shares.length && left > 0 && share > 0; i++) {
      double p = Math.min(1, shares[i] / share);
      long count = i == shares.length - 1 ? left : binomial(left, p, random);
      counts[i] = count;
      left -= count;
      share -= shares[i];
    }
    return counts;
  }

  private static long binomial(long n, double p, SplittableRandom random) {
    double variance = n * p * (1 - p);
    if (variance >= NORMAL_FROM) {
      double drawn = n * p + Math.sqrt(variance) * random.nextGaussian();
      return Math.clamp(Math.round(drawn), 0L, n);
    }
    if (p > 0.5) {
      return n - binomial(n, 1 - p, random);
    }
    if (p <= 0) {
      return 0;
    }
    /* Waiting times between successes are geometric [Devroye 1986, X.4]: np steps. */
    double scale = Math.log1p(-p);
    long successes = 0;
    double at = 0;
    while (true) {
      at += Math.floor(Math.log(1 - random.nextDouble()) / scale) + 1;
      if (at > n) {
        return successes;
      }
      successes++;
    }
  }
}
