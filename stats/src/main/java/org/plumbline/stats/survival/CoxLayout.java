package org.plumbline.stats.survival;

import java.util.Arrays;
import org.plumbline.stats.math.Sorting;

/*
 * Implementation note: rows lie stratum by stratum and, inside one, from the last time to the first,
 * covariates standardised and packed row after row. One pass then meets every risk set by adding the
 * rows of one time and, with late entries, taking out those who had not come yet. Standardising
 * keeps the information matrix well scaled, and means near 0 keep the sums from cancelling.
 */
/** A Cox sample in the order in which the kernel walks it; blocks are rows of one time. */
final class CoxLayout {
  final int n;
  final int p;

  /** Row of the sample at each position. */
  final int[] order;

  final double[] z;
  final double[] weight;
  final boolean[] event;
  final double[] mean;
  final double[] scale;

  /** Start of each block, and the end of the last. */
  final int[] starts;

  final double[] blockTime;
  final int[] blockStratum;
  final int blocks;

  /** Positions by stratum and falling entry; empty without late entries. */
  final int[] entered;

  final double[] entry;
  final int[] positionOf;
  final boolean[] firstOfStratum;
  private final int[] stratumEnd;

  CoxLayout(CoxSample sample) {
    Lifetimes rows = sample.rows();
    n = rows.size();
    p = sample.columns();
    order = fallingByStratum(Sorting.ascending(rows.times()), sample.strata());
    mean = new double[p];
    scale = new double[p];
    standardise(sample);
    z = new double[n * p];
    weight = new double[n];
    event = new boolean[n];
    entry = new double[n];
    positionOf = new int[n];
    for (int i = 0; i < n; i++) {
      int row = order[i];
      for (int j = 0; j < p; j++) {
        z[i * p + j] = (sample.cell(row, j) - mean[j]) / scale[j];
      }
      weight[i] = rows.weight(row);
      event[i] = rows.isEvent(row);
      entry[i] = rows.entry(row);
      positionOf[row] = i;
    }
    int[] found = new int[n + 1];
    blockTime = new double[n];
    blockStratum = new int[n];
    firstOfStratum = new boolean[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      int stratum = sample.stratum(order[i]);
      boolean fresh = i == 0 || stratum != sample.stratum(order[i - 1]);
      if (fresh || rows.time(order[i]) != rows.time(order[i - 1])) {
        found[count] = i;
        blockTime[count] = rows.time(order[i]);
        blockStratum[count] = stratum;
        firstOfStratum[count] = fresh;
        count++;
      }
    }
    found[count] = n;
    blocks = count;
    starts = Arrays.copyOf(found, count + 1);
    int[] byEntry = fallingByStratum(Sorting.ascending(rows.entries()), sample.strata());
    entered = new int[byEntry.length];
    for (int i = 0; i < entered.length; i++) {
      entered[i] = positionOf[byEntry[i]];
    }
    stratumEnd = new int[n];
    for (int b = 0; b < blocks; b++) {
      stratumEnd[blockStratum[b]] = starts[b + 1];
    }
  }

  /** A stable counting sort by stratum of rows that ascend, turned round. */
  private static int[] fallingByStratum(int[] ascending, int[] strata) {
    int[] next = new int[strata.length + 1];
    for (int row : ascending) {
      next[strata[row] + 1]++;
    }
    for (int s = 1; s < next.length; s++) {
      next[s] += next[s - 1];
    }
    int[] falling = new int[ascending.length];
    for (int i = ascending.length - 1; i >= 0; i--) {
      falling[next[strata[ascending[i]]]++] = ascending[i];
    }
    return falling;
  }

  private void standardise(CoxSample sample) {
    double total = 0;
    for (int i = 0; i < n; i++) {
      total += sample.rows().weight(i);
    }
    for (int j = 0; j < p; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += sample.rows().weight(i) * sample.cell(i, j);
      }
      mean[j] = sum / total;
      double squares = 0;
      boolean constant = true;
      for (int i = 0; i < n; i++) {
        double distance = sample.cell(i, j) - mean[j];
        squares += sample.rows().weight(i) * distance * distance;
        constant &= sample.cell(i, j) == sample.cell(0, j);
      }
      if (constant) {
        // The rounding of the mean must not pass for a covariate.
        mean[j] = sample.cell(0, j);
      }
      double spread = Math.sqrt(squares / (total - 1));
      scale[j] = !constant && spread > 0 && spread < Double.POSITIVE_INFINITY ? spread : 1;
    }
  }

  /** The block of the stratum whose time is the last at or before the time, in falling order. */
  int blockAt(int stratum, double time) {
    int low = 0;
    int high = blocks;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean later =
          blockStratum[middle] < stratum
              || (blockStratum[middle] == stratum && blockTime[middle] > time);
      if (later) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < blocks && blockStratum[low] == stratum ? low : -1;
  }

  double linear(int position, double[] beta) {
    double eta = 0;
    for (int j = 0; j < p; j++) {
      eta += z[position * p + j] * beta[j];
    }
    return eta;
  }

  /** The position after the last of the stratum. */
  int stratumEnd(int stratum) {
    return stratumEnd[stratum];
  }

  /** Sum of all weights. */
  double totalWeight() {
    return Arrays.stream(weight).sum();
  }
}
