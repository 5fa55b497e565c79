package org.plumbline.solutions.customer;

import java.util.SplittableRandom;

/**
 * Random draws that are the same on every machine: SplittableRandom's algorithm is specified, and
 * what is built on it here uses StrictMath.
 */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed, long stream) {
    this.random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + stream);
  }

  double uniform() {
    return random.nextDouble();
  }

  double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  boolean hit(double probability) {
    return random.nextDouble() < probability;
  }

  /** Standard normal [Box & Muller 1958]. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  /** Poisson by multiplication [Knuth]; for means up to about 20. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      count++;
      product *= random.nextDouble();
    }
    return count;
  }

  /** One of the weighted choices. */
  <T extends Enum<T>> T pick(T[] choices, double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = random.nextDouble() * total;
    for (int i = 0; i < choices.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return choices[i];
      }
    }
    return choices[choices.length - 1];
  }
}
