package org.plumbline.stats.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Keys;

/**
 * Draws units with replacement, each stratum apart; a unit is a row, or a group of rows that go
 * together. Every resample has its own stretch of one random sequence. Safe to share.
 */
final class Draws {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  /** Unit of each row; empty when every row is its own. */
  private final int[] unitOfRow;

  private final int[] units;
  private final int[] starts;
  private final long seed;

  private Draws(int[] unitOfRow, int[] strata, long seed) {
    this.unitOfRow = unitOfRow;
    this.seed = Keys.hash(seed + 1);
    int count = Math.max(1, Arrays.stream(strata).max().orElse(0) + 1);
    starts = new int[count + 1];
    for (int stratum : strata) {
      starts[stratum + 1]++;
    }
    for (int s = 0; s < count; s++) {
      starts[s + 1] += starts[s];
    }
    int[] next = starts.clone();
    units = new int[strata.length];
    for (int i = 0; i < strata.length; i++) {
      units[next[strata[i]]++] = i;
    }
  }

  static Draws ofRows(ResampledMetrics data, long seed, boolean stratified) {
    int[] strata =
        IntStream.range(0, data.size()).map(i -> stratified ? data.stratum(i) : 0).toArray();
    return new Draws(new int[0], strata, seed);
  }

  /** Groups count in ascending order of their numbers, so the order of rows changes nothing. */
  static Draws ofGroups(int[] groups, long seed) {
    int[] known = Arrays.stream(groups).sorted().distinct().toArray();
    int[] unitOfRow = Arrays.stream(groups).map(one -> Arrays.binarySearch(known, one)).toArray();
    return new Draws(unitOfRow, new int[known.length], seed);
  }

  int units() {
    return units.length;
  }

  int unit(int row) {
    return unitOfRow.length == 0 ? row : unitOfRow[row];
  }

  /** Writes how often each row occurs in the given resample. */
  void draw(int resample, int[] times) {
    if (unitOfRow.length == 0) {
      count(resample, times);
      return;
    }
    int[] ofUnits = new int[units.length];
    count(resample, ofUnits);
    for (int i = 0; i < times.length; i++) {
      times[i] = ofUnits[unitOfRow[i]];
    }
  }

  private void count(int resample, int[] times) {
    Arrays.fill(times, 0);
    long state = seed + STEP * units.length * resample;
    for (int s = 0; s + 1 < starts.length; s++) {
      int from = starts[s];
      int size = starts[s + 1] - from;
      for (int i = 0; i < size; i++) {
        // SplitMix64 [Steele, Lea & Flood 2014], scaled by its upper half: bias below 2^-32.
        state += STEP;
        long bits = state;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        bits ^= bits >>> 31;
        times[units[from + (int) (((bits >>> 32) * size) >>> 32)]]++;
      }
    }
  }
}
