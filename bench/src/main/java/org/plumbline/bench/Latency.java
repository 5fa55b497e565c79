package org.plumbline.bench;

import java.util.Arrays;
import java.util.Locale;

/** Sorted milliseconds of many calls. */
record Latency(double[] millis) {
  private static final int WARM = 10;

  /** Some work, told its round. */
  @FunctionalInterface
  interface Work {
    void run(int round);
  }

  /** Times so many rounds, after some that do not count. */
  static Latency of(int rounds, Work work) {
    double[] millis = new double[rounds];
    for (int round = -WARM; round < rounds; round++) {
      long start = System.nanoTime();
      work.run(round + WARM);
      if (round >= 0) {
        millis[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new Latency(millis);
  }

  double quantile(double share) {
    return millis[(int) Math.ceil(share * millis.length) - 1];
  }

  /** Prints a line of a table: name, median, 95th percentile. */
  void print(String name) {
    print(name, 0.5, 0.95);
  }

  /** Prints a line of a table: name, then these quantiles. */
  void print(String name, double... shares) {
    System.out.printf(Locale.ROOT, "%-44s", name);
    for (double share : shares) {
      System.out.printf(Locale.ROOT, " %9.2f", quantile(share));
    }
    System.out.println();
    System.out.flush();
  }
}
