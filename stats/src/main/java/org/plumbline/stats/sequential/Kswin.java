package org.plumbline.stats.sequential;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/**
 * Kolmogorov-Smirnov windowing: compares the newest values with as many drawn from the older part
 * of a sliding window [Raab, Heusinger, Schleif: Reactive Soft Prototype Computing for Concept
 * Drift Streams, Neurocomputing 416, 2020].
 *
 * <p>Rule of river 0.19.0 (exact p-value at most alpha and a distance above .1); the draws come
 * from an own seeded generator, so single alarms differ from river's. Alpha is the rate of one
 * look.
 */
public final class Kswin extends Detector {
  private static final double LEAST_DISTANCE = 0.1;
  private static final int MOST_VALUES = 1_000_000;

  private final double alpha;
  private final int recent;
  private final double[] window;
  private long random;
  private int size;

  /** Alpha .005, a window of 100 values of which 30 are the newest. */
  public Kswin(long seed) {
    this(0.005, 100, 30, seed);
  }

  /**
   * @param alpha p-value at or under which it alarms
   * @param window values that are kept
   * @param recent how many of them are the newest part, at most half
   * @param seed of the draws
   */
  public Kswin(double alpha, int window, int recent, long seed) {
    Rules.require(isShare(alpha), "alpha %s: must lie between 0 and 1", alpha);
    checkSizes(window, recent);
    this.alpha = alpha;
    this.recent = recent;
    this.window = new double[window];
    this.random = seed;
  }

  private static void checkSizes(int window, int recent) {
    Rules.require(
        window <= MOST_VALUES && recent >= 1 && recent <= window / 2,
        "window %d and recent %d: 1 <= recent <= window / 2 and window <= 1,000,000 must hold",
        window,
        recent);
  }

  @Override
  void reset() {
    size = 0;
  }

  @Override
  Signal next(double value, Signal before) {
    if (size == window.length) {
      System.arraycopy(window, 1, window, 0, size - 1);
      size--;
    }
    window[size++] = value;
    if (size < window.length) {
      return Signal.STABLE;
    }
    double[] newest = Arrays.copyOfRange(window, size - recent, size);
    int steps = steps(drawn(), newest);
    boolean far = (double) steps / recent > LEAST_DISTANCE;
    return far && tail(recent, steps) <= alpha ? Signal.DRIFT : Signal.STABLE;
  }

  /** Draws without replacement from the older part: the first steps of a Fisher-Yates shuffle. */
  private double[] drawn() {
    double[] older = Arrays.copyOf(window, size - recent);
    for (int i = 0; i < recent; i++) {
      int j = i + (int) Long.remainderUnsigned(nextRandom(), older.length - i);
      double picked = older[j];
      older[j] = older[i];
      older[i] = picked;
    }
    return Arrays.copyOf(older, recent);
  }

  /** SplitMix64 [Steele, Lea, Flood, OOPSLA 2014]: its whole state is one number. */
  private long nextRandom() {
    random += 0x9E3779B97F4A7C15L;
    long mixed = (random ^ (random >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Largest distance of the two distributions in steps of one over the size. */
  static int steps(double[] first, double[] second) {
    Arrays.sort(first);
    Arrays.sort(second);
    int i = 0;
    int j = 0;
    int most = 0;
    while (i < first.length && j < second.length) {
      double here = Math.min(first[i], second[j]);
      while (i < first.length && first[i] <= here) {
        i++;
      }
      while (j < second.length && second[j] <= here) {
        j++;
      }
      most = Math.max(most, Math.abs(i - j));
    }
    return most;
  }

  /*
   * Exact for two samples of n without ties [Gnedenko, Korolyuk 1951]: twice the alternating sum of
   * C(2n, n - kh) / C(2n, n). With ties it is too large, which is safe.
   */
  static double tail(int n, int steps) {
    if (steps == 0) {
      return 1;
    }
    double sum = 0;
    double sign = 1;
    for (int lag = steps; lag <= n; lag += steps) {
      double ratio = 1;
      for (int i = 0; i < lag; i++) {
        ratio *= (double) (n - i) / (n + i + 1);
      }
      sum += sign * ratio;
      sign = -sign;
    }
    return Math.clamp(2 * sum, 0, 1);
  }

  @Override
  DetectorKind kind() {
    return DetectorKind.KSWIN;
  }

  @Override
  void write(StateWriter writer) {
    writer.add(alpha);
    writer.addLong(window.length);
    writer.addLong(recent);
    writer.addLong(random);
    writer.addLong(size);
    writer.add(Arrays.copyOf(window, size));
  }

  static Kswin read(StateReader reader) {
    Kswin read =
        new Kswin(
            reader.finite(), reader.count(MOST_VALUES), reader.count(MOST_VALUES), reader.word());
    read.size = reader.count(read.window.length);
    for (int i = 0; i < read.size; i++) {
      read.window[i] = reader.finite();
    }
    return read;
  }
}
