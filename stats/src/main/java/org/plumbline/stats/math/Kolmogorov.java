package org.plumbline.stats.math;

import java.util.Arrays;

/*
 * The distribution of the two-sided one-sample Kolmogorov-Smirnov distance at finite n, with the
 * choice of methods of Simard & L'Ecuyer ("Computing the two-sided Kolmogorov-Smirnov distribution",
 * J. Stat. Soft. 39(11), 2011) as SciPy makes it: Ruben-Gambino at the ends, the matrix of Marsaglia,
 * Tsang & Wang (2003) for small n, Pelz-Good (1976) between, twice Smirnov's one-sided tail beyond.
 * Beyond n = 20,000 that tail is taken from its expansion exp(-(6nx + 1)^2 / 18n), there off by
 * 3e-4 relative at p = .001 (the sum would cost milliseconds). Two samples of n and m rows are read
 * at nm/(n + m), rounded; ties make it conservative.
 */
/** Tail of the Kolmogorov–Smirnov distance. Stateless. */
public final class Kolmogorov {
  private static final double PI_2 = Math.PI * Math.PI;
  private static final double PI_4 = PI_2 * PI_2;
  private static final double PI_6 = PI_4 * PI_2;
  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
  private static final long EXACT_TAIL = 20_000;

  private Kolmogorov() {}

  /** Probability of a distance of at least {@code d} between samples of one population. */
  public static double twoSample(double d, long n, long m) {
    if (n == 0 || m == 0 || Double.isNaN(d)) {
      return Double.NaN;
    }
    if (d >= 1) {
      // All of one sample lie beyond all of the other: two of the (n + m over n) orders.
      double orders =
          Distributions.logGamma((double) n + m + 1)
              - (Distributions.logGamma(n + 1.0) + Distributions.logGamma(m + 1.0));
      return Math.min(1, 2 * Math.exp(-orders));
    }
    double effective = Math.rint((double) n * m / ((double) n + m));
    return effective < 1 ? 1 : tail(effective, d);
  }

  /**
   * The limit of {@link #twoSample} for large samples, as textbooks give it: the probability that
   * the distance times the root of nm / (n + m) reaches {@code lambda}.
   */
  public static double limit(double lambda) {
    if (lambda <= 0) {
      return 1;
    }
    double sum = 0;
    if (lambda < 1) {
      // Jacobi's theta identity: converges at once where the alternating series does not.
      for (int k = 1; k < 40; k += 2) {
        sum += Math.exp(-k * k * PI_2 / (8 * lambda * lambda));
      }
      return clip(1 - ROOT_TWO_PI / lambda * sum);
    }
    for (int k = 1; k < 20; k++) {
      double term = Math.exp(-2.0 * k * k * lambda * lambda);
      sum += k % 2 == 1 ? term : -term;
    }
    return clip(2 * sum);
  }

  /** Probability that the distance of n values from their distribution reaches x. */
  public static double tail(double n, double x) {
    if (x >= 1) {
      return 0;
    }
    double t = n * x;
    if (t <= 0.5) {
      return 1;
    }
    if (t <= 1) {
      double log = Distributions.logGamma(n + 1) - n * Math.log(n) + n * Math.log(2 * t - 1);
      return clip(1 - Math.exp(log));
    }
    if (t >= n - 1) {
      return clip(2 * Math.pow(1 - x, n));
    }
    if (x >= 0.5) {
      return clip(2 * smirnov(n, x));
    }
    double square = t * x;
    if (n <= 140 ? square > 4 : square >= 2.2) {
      return square >= 370 ? 0 : clip(2 * smirnov(n, x));
    }
    if (n <= 140 || (n <= 100_000 && n * Math.pow(x, 1.5) <= 1.4)) {
      return clip(1 - marsaglia((int) n, x));
    }
    return clip(1 - pelzGood(n, x));
  }

  private static double clip(double probability) {
    return Math.min(1, Math.max(0, probability));
  }

  /** One-sided tail by Birnbaum and Tingey's sum, whose terms are all positive. */
  private static double smirnov(double n, double x) {
    if (n > EXACT_TAIL) {
      double root = 6 * n * x + 1;
      return Math.exp(-root * root / (18 * n));
    }
    double logFactorial = Distributions.logGamma(n + 1);
    double sum = 0;
    int last = (int) Math.floor(n * (1 - x));
    for (int j = 0; j <= last; j++) {
      double up = x + j / n;
      double down = 1 - up;
      if (down <= 0) {
        continue;
      }
      double log =
          logFactorial
              - Distributions.logGamma(j + 1.0)
              - Distributions.logGamma(n - j + 1)
              + (j - 1) * Math.log(up)
              + (n - j) * Math.log(down);
      sum += Math.exp(log);
    }
    return x * sum;
  }

  private static double marsaglia(int n, double x) {
    int k = (int) Math.ceil(n * x);
    int m = 2 * k - 1;
    double h = k - n * x;
    double[] matrix = new double[m * m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        matrix[i * m + j] = i - j + 1 < 0 ? 0 : 1;
      }
    }
    for (int i = 0; i < m; i++) {
      matrix[i * m] -= Math.pow(h, i + 1);
      matrix[(m - 1) * m + i] -= Math.pow(h, m - i);
    }
    matrix[(m - 1) * m] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, m) : 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        for (int g = 1; g <= i - j + 1; g++) {
          matrix[i * m + j] /= g;
        }
      }
    }
    Power power = new Power(matrix, m).to(n);
    double probability = power.cells[(k - 1) * m + k - 1];
    int exponent = power.exponent;
    for (int i = 1; i <= n; i++) {
      probability = probability * i / n;
      if (probability < 1e-140) {
        probability *= 1e140;
        exponent -= 140;
      }
    }
    return probability * Math.pow(10, exponent);
  }

  /** A matrix times a power of ten. */
  private static final class Power {
    private final double[] cells;
    private final int size;
    private int exponent;

    Power(double[] cells, int size) {
      this.cells = cells;
      this.size = size;
    }

    Power to(int n) {
      if (n == 1) {
        return this;
      }
      Power half = to(n / 2);
      Power square = half.times(half);
      return n % 2 == 0 ? square : times(square);
    }

    Power times(Power other) {
      double[] product = new double[size * size];
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < size; k++) {
          double cell = cells[i * size + k];
          for (int j = 0; j < size; j++) {
            product[i * size + j] += cell * other.cells[k * size + j];
          }
        }
      }
      Power result = new Power(product, size);
      result.exponent = exponent + other.exponent;
      if (product[(size / 2) * size + size / 2] > 1e140) {
        Arrays.setAll(product, i -> product[i] * 1e-140);
        result.exponent += 140;
      }
      return result;
    }
  }

  private static double pelzGood(double n, double x) {
    double z = Math.sqrt(n) * x;
    double z2 = z * z;
    double z4 = z2 * z2;
    double z6 = z4 * z2;
    double log = -PI_2 / 8 / z2;
    if (log < -708) {
      return 0;
    }
    double q = Math.exp(log);
    double k1a = -z2;
    double k1b = PI_2 / 4;
    double k2a = 6 * z6 + 2 * z4;
    double k2b = (2 * z4 - 5 * z2) * PI_2 / 4;
    double k2c = PI_4 * (1 - 2 * z2) / 16;
    double k3a = -30 * z6 - 90 * z4 * z4;
    double k3b = PI_2 * (135 * z4 - 96 * z6) / 4;
    double k3c = PI_4 * (-60 * z2 + 212 * z4) / 16;
    double k3d = PI_6 * (5 - 30 * z2) / 64;
    int terms = (int) Math.ceil(16 * z / Math.PI);
    double[] k = new double[4];
    for (int i = terms; i >= 1; i--) {
      double m2 = (2.0 * i - 1) * (2.0 * i - 1);
      double power = Math.pow(q, 8.0 * i);
      k[0] = k[0] * power + 1;
      k[1] = k[1] * power + k1a + k1b * m2;
      k[2] = k[2] * power + k2a + k2b * m2 + k2c * m2 * m2;
      k[3] = k[3] * power + k3a + k3b * m2 + k3c * m2 * m2 + k3d * m2 * m2 * m2;
    }
    k[0] *= q * ROOT_TWO_PI / z;
    k[1] *= q * ROOT_TWO_PI / (6 * z4);
    k[2] *= q * ROOT_TWO_PI / (72 * z6 * z);
    k[3] *= q * ROOT_TWO_PI / (6_480 * z6 * z4);
    double wide = Math.exp(-PI_2 / 2 / z2);
    double second = 0;
    double third = 0;
    for (int i = terms; i >= 1; i--) {
      double square = (double) i * i;
      double power = square * Math.pow(wide, square);
      second += power;
      third += (3 * z2 - PI_2 * square) * power;
    }
    k[2] -= second * PI_2 * ROOT_TWO_PI / (36 * z2 * z);
    k[3] += third * PI_2 * ROOT_TWO_PI / (216 * z6);
    return k[0] + k[1] / Math.sqrt(n) + k[2] / n + k[3] / (n * Math.sqrt(n));
  }
}
