package org.plumbline.stats.descriptive;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/** How many bins of equal width a histogram has, as NumPy decides it. */
public enum HistogramRule {
  /** Log of the count plus one: for small, near normal samples. */
  STURGES,
  /** Sturges' corrected for skewness [Doane 1976]. */
  DOANE,
  /** By the standard deviation: least error for normal samples [Scott 1979]. */
  SCOTT,
  /** By the interquartile range: robust [Freedman & Diaconis 1981]. */
  FREEDMAN_DIACONIS,
  /** Twice the cube root of the count. */
  RICE,
  /** Root of the count. */
  SQUARE_ROOT,
  /** The finer of Sturges' and Freedman and Diaconis'. */
  AUTOMATIC;

  /** Bins that a histogram may have before it is refused. */
  private static final int MOST = 1_000_000;

  /**
   * Edges from the smallest to the largest value; half a unit around a constant, none without
   * values.
   *
   * @throws IllegalArgumentException for values that are not finite, or more than a million bins
   */
  public double[] edges(double[] values) {
    Rules.finite(values, "value");
    if (values.length == 0) {
      return new double[0];
    }
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    double width = width(values, high - low);
    double wanted = width > 0 ? Math.ceil((high - low) / width) : 1;
    Rules.require(wanted <= MOST, "%s bins: more than %d, take another rule", wanted, MOST);
    int bins = Math.max(1, (int) wanted);
    double from = low == high ? low - 0.5 : low;
    double to = low == high ? high + 0.5 : high;
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> i == bins ? to : from + i * ((to - from) / bins));
    return edges;
  }

  private double width(double[] values, double range) {
    double n = values.length;
    return switch (this) {
      case STURGES -> range / (Math.log(n) / Math.log(2) + 1);
      case DOANE -> {
        if (n <= 2 || range == 0) {
          yield 0;
        }
        double error = Math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
        double skewness = Math.abs(Summary.of(values).skewness());
        yield range / (1 + Math.log(n) / Math.log(2) + Math.log1p(skewness / error) / Math.log(2));
      }
      case SCOTT ->
          Math.cbrt(24 * Math.sqrt(Math.PI) / n) * Math.sqrt(Moments.central(values, 2) / n);
      case FREEDMAN_DIACONIS ->
          2 * (Quantile.LINEAR.of(values, 0.75) - Quantile.LINEAR.of(values, 0.25)) / Math.cbrt(n);
      case RICE -> range / (2 * Math.cbrt(n));
      case SQUARE_ROOT -> range / Math.sqrt(n);
      case AUTOMATIC -> {
        double robust = FREEDMAN_DIACONIS.width(values, range);
        double plain = STURGES.width(values, range);
        yield robust > 0 ? Math.min(robust, plain) : plain;
      }
    };
  }
}
