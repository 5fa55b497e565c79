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

  /** What all the trees ask. */
  Conditions(List<Tree> trees, int featureCount) {
    this(trees, trees.stream().mapToInt(Tree::depth).toArray(), featureCount);
  }

  /** What the first {@code depths[t]} levels of tree t ask. */
  Conditions(List<Tree> trees, int[] depths, int featureCount) {
    this.featureCount = featureCount;
    List<int[]> asked =
        IntStream.range(0, trees.size()).mapToObj(t -> asked(trees.get(t), depths[t])).toList();
    int[][] sorted = cutsByFeature(trees, asked, featureCount);
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
    for (int t = 0; t < asked.size(); t++) {
      Tree tree = trees.get(t);
      for (int node : asked.get(t)) {
        if (!tree.missingLeft(node)) {
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

  /** The inner nodes of the first levels of a tree. */
  private static int[] asked(Tree tree, int depth) {
    int[] level = new int[tree.nodeCount()];
    var asked = new IntList();
    // Children stand behind their parent, so its level is known before theirs.
    for (int node = 0; node < level.length; node++) {
      if (tree.isLeaf(node)) {
        continue;
      }
      if (level[node] < depth) {
        asked.add(node);
      }
      level[tree.left(node)] = level[node] + 1;
      level[tree.right(node)] = level[node] + 1;
    }
    return asked.toArray();
  }

  private static int[][] cutsByFeature(List<Tree> trees, List<int[]> asked, int featureCount) {
    int[] sizes = new int[featureCount];
    for (int t = 0; t < asked.size(); t++) {
      for (int node : asked.get(t)) {
        sizes[trees.get(t).feature(node)]++;
      }
    }
    int[][] all = new int[featureCount][];
    Arrays.setAll(all, j -> new int[sizes[j]]);
    for (int t = 0; t < asked.size(); t++) {
      Tree tree = trees.get(t);
      for (int node : asked.get(t)) {
        int j = tree.feature(node);
        all[j][--sizes[j]] = Keys.of(tree.threshold(node));
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
