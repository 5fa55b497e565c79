package org.plumbline.stats.drift;

import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * Chi-square test that two samples of the same bins come from one population (no continuity
 * correction).
 *
 * @param statistic Pearson's statistic; {@code NaN} when a side is empty
 * @param degrees degrees of freedom: bins in use less one
 * @param pValue probability of such a statistic by chance; 1 when at most one bin is in use
 * @param cramersV Cramér's V, 0 to 1; {@code NaN} when at most one bin is in use
 */
public record Contingency(double statistic, int degrees, double pValue, double cramersV) {
  private static final double LEAST_EXPECTED = 5;

  /** Tests two rows of counts. */
  public static Contingency of(double[] reference, double[] current) {
    Rules.require(
        reference.length == current.length, "%d bins against %d", reference.length, current.length);
    double n = 0;
    double m = 0;
    int used = 0;
    for (int i = 0; i < reference.length; i++) {
      Rules.require(reference[i] >= 0 && current[i] >= 0, "bin %d holds a negative count", i);
      n += reference[i];
      m += current[i];
      used += reference[i] + current[i] > 0 ? 1 : 0;
    }
    if (n == 0 || m == 0) {
      return new Contingency(Double.NaN, 0, Double.NaN, Double.NaN);
    }
    double statistic = 0;
    for (int i = 0; i < reference.length; i++) {
      double both = reference[i] + current[i];
      if (both > 0) {
        // (o1 - e1)^2 / e1 + (o2 - e2)^2 / e2 for a table of two rows.
        double difference = reference[i] * m - current[i] * n;
        statistic += difference / n * (difference / m) / both;
      }
    }
    if (used < 2) {
      return new Contingency(0, 0, 1, Double.NaN);
    }
    return new Contingency(
        statistic,
        used - 1,
        Distributions.chiSquareTail(statistic, used - 1),
        Math.min(1, Math.sqrt(statistic / (n + m))));
  }

  /**
   * The G test of the same question: twice the log-likelihood ratio, which tends to Pearson's
   * statistic in large samples. {@link #cramersV} is that of Pearson's statistic.
   */
  public static Contingency likelihoodRatio(double[] reference, double[] current) {
    Contingency pearson = of(reference, current);
    if (pearson.degrees() == 0) {
      return pearson;
    }
    double n = sum(reference);
    double m = sum(current);
    double statistic = 0;
    for (int i = 0; i < reference.length; i++) {
      double both = reference[i] + current[i];
      statistic += term(reference[i], both * n / (n + m)) + term(current[i], both * m / (n + m));
    }
    statistic = Math.max(0, 2 * statistic);
    return pearson.with(statistic);
  }

  private static double term(double observed, double expected) {
    return observed == 0 ? 0 : observed * Math.log(observed / expected);
  }

  /** A table of two by two with Yates' correction for continuity; others as {@link #of}. */
  public static Contingency corrected(double[] reference, double[] current) {
    Contingency plain = of(reference, current);
    if (plain.degrees() != 1) {
      return plain;
    }
    double n = sum(reference);
    double m = sum(current);
    double statistic = 0;
    for (int i = 0; i < reference.length; i++) {
      double both = reference[i] + current[i];
      if (both > 0) {
        double gap = Math.abs(reference[i] - both * n / (n + m));
        double corrected = gap - Math.min(0.5, gap);
        statistic += corrected * corrected * ((n + m) / both) * (1 / n + 1 / m);
      }
    }
    return plain.with(statistic);
  }

  /**
   * How well the current counts fit the reference's shares, taken as known exactly: finds more than
   * {@link #of} when the reference is much the larger, too much when it is not. A category that the
   * reference does not have makes the statistic infinite.
   */
  public static Contingency fit(double[] reference, double[] current) {
    Contingency independent = of(reference, current);
    double n = sum(reference);
    double m = sum(current);
    if (n == 0 || m == 0) {
      return independent;
    }
    double statistic = 0;
    for (int i = 0; i < reference.length; i++) {
      double expected = reference[i] * (m / n);
      double gap = current[i] - expected;
      statistic += gap == 0 ? 0 : gap / expected * gap;
    }
    return independent.with(statistic);
  }

  private Contingency with(double other) {
    double chance =
        degrees == 0
            ? 1
            : other == Double.POSITIVE_INFINITY ? 0 : Distributions.chiSquareTail(other, degrees);
    return new Contingency(other, degrees, chance, cramersV);
  }

  /**
   * The same test fit for small counts: bins of expected count below 5 on either side are pooled; a
   * table of two by two that stays sparse is read by Fisher's exact test.
   */
  public static Contingency pooled(double[] reference, double[] current) {
    Pooling pooling = Pooling.of(reference, current, LEAST_EXPECTED);
    double[] r = pooling.sums(reference);
    double[] c = pooling.sums(current);
    Contingency plain = of(r, c);
    if (plain.degrees() != 1 || !isSparse(r, c)) {
      return plain;
    }
    return new Contingency(plain.statistic(), 1, fisher(r, c), plain.cramersV());
  }

  private static boolean isSparse(double[] reference, double[] current) {
    double n = sum(reference);
    double m = sum(current);
    for (int i = 0; i < reference.length; i++) {
      double both = reference[i] + current[i];
      if (both > 0 && both * Math.min(n, m) / (n + m) < LEAST_EXPECTED) {
        return true;
      }
    }
    return false;
  }

  private static double fisher(double[] reference, double[] current) {
    int first = -1;
    int second = -1;
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] + current[i] > 0) {
        second = first;
        first = i;
      }
    }
    return fisher(reference[second], reference[first], current[second], current[first]);
  }

  /**
   * Fisher's exact test of a table of two by two, two-sided: the probability of all tables with the
   * same margins that are no likelier than this one.
   */
  public static double fisher(double a, double b, double c, double d) {
    double row = a + b;
    double column = a + c;
    double all = a + b + c + d;
    double least = Math.max(0, row + column - all);
    double most = Math.min(row, column);
    double mode = Math.floor((row + 1) * (column + 1) / (all + 2));
    mode = Math.min(most, Math.max(least, mode));
    // Probabilities relative to the mode's, so that no factorial is needed.
    double observed = 1;
    double[] up = ratios(mode, most, 1, row, column, all);
    double[] down = ratios(mode, least, -1, row, column, all);
    if (a >= mode) {
      observed = up[(int) (a - mode)];
    } else {
      observed = down[(int) (mode - a)];
    }
    double bound = observed * (1 + 1e-7);
    double total = -1;
    double extreme = bound >= 1 ? -1 : 0;
    for (double[] side : new double[][] {up, down}) {
      for (double weight : side) {
        total += weight;
        extreme += weight <= bound ? weight : 0;
      }
    }
    return Math.min(1, extreme / total);
  }

  private static double[] ratios(
      double from, double to, int step, double row, double column, double all) {
    double[] weights = new double[(int) Math.abs(to - from) + 1];
    weights[0] = 1;
    double x = from;
    for (int i = 1; i < weights.length; i++) {
      double lower = step > 0 ? x : x - 1;
      double ratio =
          (row - lower) * (column - lower) / ((lower + 1) * (all - row - column + lower + 1));
      weights[i] = step > 0 ? weights[i - 1] * ratio : weights[i - 1] / ratio;
      x += step;
    }
    return weights;
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }
}
