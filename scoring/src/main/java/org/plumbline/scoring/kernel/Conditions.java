package org.plumbline.scoring.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.scoring.Tree;

/**
 * The distinct tests of a forest, and for a block of rows the answer of each as a row of bits: set
 * where the row goes right.
 *
 * <p>Implementation note. A forest of 19,000 nodes asks a few thousand different questions, "is
 * feature j at least c". A value answers all cuts of its feature by one search for its place among
 * them; the bit of the row is set at that place, and one sweep of ORs from the largest cut down
 * turns places into answers. So a node costs a load per 64 rows or more, whatever the number of
 * cuts. Nodes that send missing values right read a copy with those rows added. Immutable.
 */
final class Conditions {
  /** Cuts per step of a search; the width of the widest vector of ints. */
  static final int FAN = 16;

  private final int featureCount;

  /** Per feature with tests: index, first entry (rows below all cuts), and number of cuts. */
  final int[] features;

  final int[] starts;
  final int[] counts;

  /**
   * Per feature: its cuts padded to {@link #FAN}, after the list of each 16th, and so on up: a
   * search reads one group per level. Level l of feature i starts at {@code levels[i][l]}.
   */
  final int[] cuts;

  final int[][] levels;

  /** Entries of rows at or above a cut; copies for missing values follow. */
  private final int entries;

  final int[] copied;
  final int[] copiedFeature;

  Conditions(List<Tree> trees, int featureCount) {
    this.featureCount = featureCount;
    int[][] sorted = cutsByFeature(trees, featureCount);
    this.features = IntStream.range(0, featureCount).filter(j -> sorted[j].length > 0).toArray();
    this.starts = new int[features.length];
    this.counts = new int[features.length];
    this.levels = new int[features.length][];
    int next = 0;
    var packed = new IntList();
    for (int i = 0; i < features.length; i++) {
      int[] own = sorted[features[i]];
      starts[i] = next;
      counts[i] = own.length;
      next += own.length + 1;
      levels[i] = addLevels(own, packed);
    }
    this.cuts = packed.toArray();
    this.entries = next;
    boolean[] missingRight = new boolean[next];
    for (Tree tree : trees) {
      for (int node = 0; node < tree.nodeCount(); node++) {
        if (!tree.isLeaf(node) && !tree.missingLeft(node)) {
          missingRight[cutEntry(tree, node)] = true;
        }
      }
    }
    var from = new IntList();
    var owner = new IntList();
    for (int i = 0; i < features.length; i++) {
      for (int k = 1; k <= counts[i]; k++) {
        if (missingRight[starts[i] + k]) {
          from.add(starts[i] + k);
          owner.add(i);
        }
      }
    }
    this.copied = from.toArray();
    this.copiedFeature = owner.toArray();
  }

  private static int[][] cutsByFeature(List<Tree> trees, int featureCount) {
    int[] sizes = new int[featureCount];
    for (Tree tree : trees) {
      for (int node = 0; node < tree.nodeCount(); node++) {
        if (!tree.isLeaf(node)) {
          sizes[tree.feature(node)]++;
        }
      }
    }
    int[][] all = new int[featureCount][];
    Arrays.setAll(all, j -> new int[sizes[j]]);
    for (Tree tree : trees) {
      for (int node = 0; node < tree.nodeCount(); node++) {
        if (!tree.isLeaf(node)) {
          int j = tree.feature(node);
          all[j][--sizes[j]] = Keys.of(tree.threshold(node));
        }
      }
    }
    Arrays.setAll(all, j -> Arrays.stream(all[j]).sorted().distinct().toArray());
    return all;
  }

  /** Appends the finest level last; answers where each starts, the finest first. */
  private static int[] addLevels(int[] cuts, IntList packed) {
    int[] level = cuts;
    var starts = new IntList();
    while (true) {
      starts.add(packed.size());
      // One group more than full: the place behind the last full group is a legal start.
      int padded = (level.length / FAN + 1) * FAN;
      for (int i = 0; i < padded; i++) {
        packed.add(i < level.length ? level[i] : Integer.MAX_VALUE);
      }
      if (level.length <= FAN) {
        return starts.toArray();
      }
      int[] above = new int[level.length / FAN];
      for (int i = 0; i < above.length; i++) {
        above[i] = level[i * FAN + FAN - 1];
      }
      level = above;
    }
  }

  /** How many rows of bits a block has. */
  int count() {
    return entries + copied.length;
  }

  int entries() {
    return entries;
  }

  int featureCount() {
    return featureCount;
  }

  /** The row of bits that answers an inner node. */
  int of(Tree tree, int node) {
    int entry = cutEntry(tree, node);
    return tree.missingLeft(node) ? entry : entries + Arrays.binarySearch(copied, entry);
  }

  private int cutEntry(Tree tree, int node) {
    int i = Arrays.binarySearch(features, tree.feature(node));
    int from = levels[i][0];
    int key = Keys.of(tree.threshold(node));
    return starts[i] + 1 + Arrays.binarySearch(cuts, from, from + counts[i], key) - from;
  }

  /** A growing list of ints. */
  private static final class IntList {
    private int[] items = new int[64];
    private int size;

    void add(int item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = item;
    }

    int size() {
      return size;
    }

    int[] toArray() {
      return Arrays.copyOf(items, size);
    }
  }
}
