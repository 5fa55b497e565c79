package org.plumbline.scoring.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a row decides at each node of a {@link ShapBundle}: how far the turn it takes is from the
 * share of the side, 0 where it has failed an earlier test of the same feature.
 *
 * <p>Implementation note. Every node starts as for a row of middling values. The tests of a feature
 * are sorted by threshold, so those that the row decides otherwise stand together and are rewritten
 * one after the other, after QuickScorer [Lucchese et al. 2015]: a store for a quarter of the
 * nodes, where asking each would cost two loads, a comparison and the merging of bits. Immutable.
 */
final class Turns {
  /** Per node: what it holds for a row of middling values. */
  private final float[] middling;

  /** The features tested, and where the tests of each start and have their middle. */
  private final int[] features;

  private final int[] starts;
  private final int[] middles;

  /** Per test, by feature and threshold: its node, and what it holds to the left and the right. */
  private final int[] thresholds;

  private final char[] nodes;
  private final float[] lefts;
  private final float[] rights;

  /** What it holds where the value is missing. */
  private final float[] missing;

  /** The nodes below an earlier test of their feature, from the top down. */
  private final char[] repeated;

  /** Of that earlier test: slot, threshold, and side of the path. */
  private final int[] earlierSlot;

  private final int[] earlierThreshold;
  private final int[] earlierSide;

  /** One more than its own place among the repeated, 0 if it is below no earlier one. */
  private final int[] earlierRepeated;

  Turns(ShapBundle bundle) {
    int[] order =
        IntStream.range(0, bundle.slot.length)
            .filter(i -> bundle.test[i])
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> bundle.feature[i])
                    .thenComparingInt(i -> bundle.threshold[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] firsts =
        IntStream.range(0, order.length)
            .filter(i -> i == 0 || bundle.feature[order[i]] != bundle.feature[order[i - 1]])
            .toArray();
    features = Arrays.stream(firsts).map(i -> bundle.feature[order[i]]).toArray();
    starts = Arrays.copyOf(firsts, firsts.length + 1);
    starts[firsts.length] = order.length;
    middles = IntStream.range(0, firsts.length).map(f -> (starts[f] + starts[f + 1]) / 2).toArray();
    thresholds = Arrays.stream(order).map(i -> bundle.threshold[i]).toArray();
    nodes = chars(order);
    lefts = new float[order.length];
    rights = new float[order.length];
    missing = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      lefts[i] = bundle.rest[order[i]];
      rights[i] = lefts[i] - 1;
      // The slot says where missing values go, see Keys.
      missing[i] = (bundle.slot[order[i]] & 1) == 0 ? lefts[i] : rights[i];
    }
    middling = bundle.rest.clone();
    for (int f = 0; f < middles.length; f++) {
      for (int i = starts[f]; i < middles[f]; i++) {
        middling[nodes[i]] = rights[i];
      }
    }
    int[] below =
        IntStream.range(0, bundle.depth)
            .flatMap(k -> IntStream.range(bundle.first(k), bundle.first(k) + (bundle.lanes << k)))
            .filter(i -> bundle.earlier[i] >= 0)
            .toArray();
    repeated = chars(below);
    int[] places = new int[middling.length];
    earlierSlot = new int[below.length];
    earlierThreshold = new int[below.length];
    earlierSide = new int[below.length];
    earlierRepeated = new int[below.length];
    for (int i = 0; i < below.length; i++) {
      int side = bundle.earlier[below[i]];
      int node = (side >> 1) * bundle.lanes + below[i] % bundle.lanes;
      earlierSlot[i] = bundle.slot[node];
      earlierThreshold[i] = bundle.threshold[node];
      earlierSide[i] = side & 1;
      earlierRepeated[i] = places[node];
      places[below[i]] = i + 1;
    }
  }

  private static char[] chars(int[] values) {
    char[] chars = new char[values.length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) values[i];
    }
    return chars;
  }

  /** How long the working memory of {@link #decide} must be. */
  int passedLength() {
    return repeated.length + 1;
  }

  /** Writes what the row of keys decides. */
  void decide(int[] keys, float[] deltas, int[] passed) {
    System.arraycopy(middling, 0, deltas, 0, middling.length);
    for (int f = 0; f < features.length; f++) {
      int key = keys[2 * features[f]];
      if (key == Keys.MISSING) {
        for (int i = starts[f]; i < starts[f + 1]; i++) {
          deltas[nodes[i]] = missing[i];
        }
        continue;
      }
      int end = starts[f + 1];
      for (int i = middles[f]; i < end && thresholds[i] <= key; i++) {
        deltas[nodes[i]] = rights[i];
      }
      int start = starts[f];
      for (int i = middles[f] - 1; i >= start && thresholds[i] > key; i--) {
        deltas[nodes[i]] = lefts[i];
      }
    }
    forgetFailed(keys, deltas, passed);
  }

  private void forgetFailed(int[] keys, float[] deltas, int[] passed) {
    passed[0] = -1;
    for (int i = 0; i < repeated.length; i++) {
      int turn = Keys.right(earlierThreshold[i], keys[earlierSlot[i]]);
      int pass = passed[earlierRepeated[i]] & ((turn ^ earlierSide[i]) - 1);
      passed[i + 1] = pass;
      int node = repeated[i];
      deltas[node] = Float.intBitsToFloat(Float.floatToRawIntBits(deltas[node]) & pass);
    }
  }
}
