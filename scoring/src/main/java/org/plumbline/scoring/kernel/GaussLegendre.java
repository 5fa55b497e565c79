package org.plumbline.scoring.kernel;

/** Points and weights on (0, 1) that integrate polynomials up to degree {@code 2n - 1} exactly. */
public record GaussLegendre(double[] points, double[] weights) {

  /**
   * Newton's method on the Legendre polynomial of degree n from the asymptotic roots [Golub and
   * Welsch 1969; Press et al., Numerical Recipes §4.6]; StrictMath and a fixed number of steps, so
   * that every machine has the same bits.
   */
  public static GaussLegendre of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int step = 0; step < 12; step++) {
        double previous = 1;
        double current = x;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
          previous = current;
          current = next;
        }
        slope = n * (x * current - previous) / (x * x - 1);
        x -= current / slope;
      }
      points[n - 1 - i] = (x + 1) / 2;
      weights[n - 1 - i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(points, weights);
  }
}
