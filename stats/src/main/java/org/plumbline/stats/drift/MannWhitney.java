package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.plumbline.stats.math.Distributions;

/**
 * Whether values of one sample tend to be larger than those of the other [Mann & Whitney 1947].
 *
 * @param statistic pairs in which the reference is larger, ties counted half
 * @param pValue two-sided by the normal limit, corrected for ties and continuity; fit from about
 *     eight values a side, 1 when all values are equal
 * @param effect chance that a reference value is the larger one, ties counted half: 0.5 when
 *     nothing moved
 */
public record MannWhitney(double statistic, double pValue, double effect) {
  /** Compares two samples; {@code NaN} entries are left out, all is {@code NaN} if one is empty. */
  public static MannWhitney of(double[] reference, double[] current) {
    double[] r = TwoSample.sorted(reference);
    double[] c = TwoSample.sorted(current);
    if (r.length == 0 || c.length == 0) {
      return new MannWhitney(Double.NaN, Double.NaN, Double.NaN);
    }
    double[] both = DoubleStream.concat(Arrays.stream(r), Arrays.stream(c)).sorted().toArray();
    double statistic = 0;
    double ties = 0;
    int inReference = 0;
    int inCurrent = 0;
    int start = 0;
    while (start < both.length) {
      double value = both[start];
      int end = start;
      while (end < both.length && both[end] == value) {
        end++;
      }
      int referenceBefore = inReference;
      int currentBefore = inCurrent;
      while (inReference < r.length && r[inReference] == value) {
        inReference++;
      }
      inCurrent += end - start - (inReference - referenceBefore);
      statistic += (inReference - referenceBefore) * (currentBefore + inCurrent) / 2.0;
      double tied = end - start;
      ties += tied * tied * tied - tied;
      start = end;
    }
    return of(r.length, c.length, statistic, ties);
  }

  /** From the counts of both sides in ascending buckets; rows of one bucket count as tied. */
  static MannWhitney of(AlignedCounts counts) {
    double n = 0;
    double m = 0;
    double statistic = 0;
    double ties = 0;
    for (int i = 0; i < counts.size; i++) {
      double r = counts.reference[i];
      double c = counts.current[i];
      statistic += r * (m + c / 2);
      double tied = r + c;
      ties += tied * tied * tied - tied;
      n += r;
      m += c;
    }
    return n == 0 || m == 0
        ? new MannWhitney(Double.NaN, Double.NaN, Double.NaN)
        : of(n, m, statistic, ties);
  }

  private static MannWhitney of(
      double ofReference, double ofCurrent, double statistic, double ties) {
    double n = ofReference + ofCurrent;
    double pairs = ofReference * ofCurrent;
    double deviation = Math.sqrt(pairs / 12 * (n + 1 - ties / (n * (n - 1))));
    double excess = Math.abs(statistic - pairs / 2) - 0.5;
    double pValue =
        deviation == 0 ? 1 : Math.min(1, 2 * Distributions.normalTail(excess / deviation));
    return new MannWhitney(statistic, pValue, statistic / pairs);
  }
}
