package org.plumbline.stats.profile;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/*
 * HyperLogLog with 4,096 registers over 64-bit hashes [Flajolet et al. 2007], read by the improved
 * estimator of Ertl ("New cardinality estimation algorithms for HyperLogLog sketches", 2017, alg.
 * 6), which needs no bias tables and no switch to linear counting. Standard error 1.04/sqrt(4096)
 * = 1.6 %. The registers are a pure function of the set of hashes; merging is the maximum.
 */
/** Estimates how many different hashes were added, in 4 KiB. */
final class DistinctSketch {
  static final int REGISTERS = 4_096;
  private static final int INDEX_BITS = 12;
  private static final int HASH_BITS = 64 - INDEX_BITS;
  static final int HIGHEST = HASH_BITS + 1;

  private final byte[] registers;

  DistinctSketch() {
    this(new byte[REGISTERS]);
  }

  private DistinctSketch(byte[] registers) {
    this.registers = registers;
  }

  /** Reads stored registers, refusing what no data can produce. */
  static DistinctSketch of(byte[] stored) {
    Rules.require(
        stored.length == REGISTERS, "sketch has %d registers, not %d", stored.length, REGISTERS);
    for (byte register : stored) {
      Rules.require(
          register >= 0 && register <= HIGHEST,
          "sketch register %d lies outside [0, %d]",
          register,
          HIGHEST);
    }
    return new DistinctSketch(stored.clone());
  }

  void add(long hash) {
    int index = (int) (hash >>> HASH_BITS);
    // The guard bit ends the run of zeros where the hash does.
    int run = Long.numberOfLeadingZeros((hash << INDEX_BITS) | (1L << (INDEX_BITS - 1))) + 1;
    if (run > registers[index]) {
      registers[index] = (byte) run;
    }
  }

  void merge(DistinctSketch other) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  DistinctSketch copy() {
    return new DistinctSketch(registers.clone());
  }

  byte[] registers() {
    return registers.clone();
  }

  long estimate() {
    int[] histogram = new int[HIGHEST + 1];
    for (byte register : registers) {
      histogram[register]++;
    }
    double m = REGISTERS;
    double z = m * tau(1 - histogram[HIGHEST] / m);
    for (int k = HASH_BITS; k >= 1; k--) {
      z = 0.5 * (z + histogram[k]);
    }
    z += m * sigma(histogram[0] / m);
    return Math.round(m * m / (2 * Math.log(2) * z));
  }

  private static double sigma(double x) {
    if (x == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double term = x;
    double weight = 1;
    double sum = x;
    double before;
    do {
      term *= term;
      before = sum;
      sum += term * weight;
      weight += weight;
    } while (sum != before);
    return sum;
  }

  private static double tau(double x) {
    if (x == 0 || x == 1) {
      return 0;
    }
    double root = x;
    double weight = 1;
    double sum = 1 - x;
    double before;
    do {
      root = Math.sqrt(root);
      before = sum;
      weight *= 0.5;
      sum -= (1 - root) * (1 - root) * weight;
    } while (sum != before);
    return sum / 3;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistinctSketch that && Arrays.equals(registers, that.registers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(registers);
  }
}
