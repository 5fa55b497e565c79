package org.plumbline.stats.descriptive;

import org.plumbline.stats.math.Rules;

/**
 * What is left of pairs (x, y) when only their means and spreads count; those of two parts merge
 * [Chan, Golub & LeVeque 1983]. Immutable.
 *
 * @param n pairs
 * @param sxx sum of the squared deviations of x from its mean; so are syy and sxy
 */
public record PairMoments(long n, double meanX, double meanY, double sxx, double syy, double sxy) {
  public static final PairMoments EMPTY = new PairMoments(0, 0, 0, 0, 0, 0);

  public PairMoments {
    Rules.require(n >= 0, "%s pairs", n);
    Rules.require(sxx >= 0 && syy >= 0, "sums of squares %s and %s: not negative", sxx, syy);
  }

  /** Values of y that all stand beside the same x. */
  public static PairMoments besideOne(double x, long n, double meanY, double syy) {
    return new PairMoments(n, x, meanY, 0, syy, 0);
  }

  public PairMoments merge(PairMoments other) {
    if (n == 0 || other.n == 0) {
      return n == 0 ? other : this;
    }
    double total = (double) n + other.n;
    double apartX = other.meanX - meanX;
    double apartY = other.meanY - meanY;
    double part = other.n / total;
    double weight = n * part;
    return new PairMoments(
        n + other.n,
        meanX + apartX * part,
        meanY + apartY * part,
        sxx + other.sxx + weight * apartX * apartX,
        syy + other.syy + weight * apartY * apartY,
        sxy + other.sxy + weight * apartX * apartY);
  }

  /** Sample variance of y; NaN below two pairs. */
  public double varianceY() {
    return n > 1 ? syy / (n - 1) : Double.NaN;
  }

  /**
   * The same with y less what x foretells of it [CUPED: Deng, Xu, Kohavi & Walker, WSDM 2013].
   *
   * @param slope change of y per unit of x
   * @param centre the x to which y is brought
   */
  public PairMoments adjusted(double slope, double centre) {
    return new PairMoments(
        n,
        meanX,
        meanY - slope * (meanX - centre),
        sxx,
        Math.max(0, syy - 2 * slope * sxy + slope * slope * sxx),
        sxy - slope * sxx);
  }
}
