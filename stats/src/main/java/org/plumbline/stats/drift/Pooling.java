package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which bins stand alone and which are pooled because too few rows are expected there.
 *
 * @param target the pooled bin of each bin
 * @param size number of pooled bins
 * @param pool the bin of all that were pooled, -1 when none was
 */
record Pooling(int[] target, int size, int pool) {

  /** Pools bins whose expected count on the smaller side stays below the limit. */
  static Pooling of(double[] reference, double[] current, double leastExpected) {
    int bins = reference.length;
    double n = Arrays.stream(reference).sum();
    double m = Arrays.stream(current).sum();
    double share = Math.min(n, m) / (n + m);
    int[] target = new int[bins];
    int alone = 0;
    double pooled = 0;
    boolean any = false;
    for (int i = 0; i < bins; i++) {
      double both = reference[i] + current[i];
      if (both * share >= leastExpected) {
        target[i] = alone++;
      } else {
        target[i] = -1;
        pooled += both;
        any |= both > 0;
      }
    }
    if (any && pooled * share < leastExpected && alone > 1) {
      // What is pooled is itself too little: the smallest bin joins it.
      int smallest =
          IntStream.range(0, bins)
              .filter(i -> target[i] >= 0)
              .boxed()
              .min(Comparator.comparingDouble(i -> reference[i] + current[i]))
              .orElseThrow();
      int freed = target[smallest];
      target[smallest] = -1;
      for (int i = 0; i < bins; i++) {
        if (target[i] > freed) {
          target[i]--;
        }
      }
      alone--;
    }
    int pool = any ? alone : -1;
    for (int i = 0; i < bins; i++) {
      if (target[i] < 0) {
        // Bins without any row add nothing wherever they go.
        target[i] = any ? alone : 0;
      }
    }
    return new Pooling(target, Math.max(1, any ? alone + 1 : alone), pool);
  }

  double[] sums(double[] counts) {
    double[] sums = new double[size];
    for (int i = 0; i < counts.length; i++) {
      sums[target[i]] += counts[i];
    }
    return sums;
  }
}
