package org.plumbline.scoring.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Tree;

/**
 * Interventional TreeSHAP: the Shapley values of trees against a background of rows, from which the
 * features not given are taken. Exact, in double.
 *
 * <p>Implementation note. Given a leaf, a row x and a background row z, let A be the features of
 * the path whose tests only x passes and B those that only z passes. If a feature is passed by
 * neither, the pair contributes nothing; else each feature of A gets {@code v (|A|-1)! |B|! /
 * (|A|+|B|)!} and each of B {@code -v |A|! (|B|-1)! / (|A|+|B|)!} [Lundberg et al. 2020, Algorithm
 * 3]. So what a leaf contributes depends on x only through the set of features it passes there: the
 * sum over the background is tabled once, for all leaves of a {@link LeafUnits unit} together, and
 * a row costs one lookup per unit whatever the number of background rows. Trees whose tables would
 * be too large (2^D D numbers for D features on a path) are summed pair by pair.
 *
 * <p>Immutable and thread-safe; no allocation once warm.
 */
public final class BackgroundShap {
  /** Numbers in all tables at most: 128 MiB. */
  private static final long BUDGET = 1L << 24;

  private static final int MAX_TABLED = 10;

  private final int featureCount;
  private final int rows;
  private final double expected;
  private final LeafPaths tabled;

  /** Per unit: its root, where its table and its features start. */
  private final int[] roots;

  private final int[] tableStart;
  private final int[] featureStart;
  private final int[] features;

  /** Per unit and each of its up to three nodes: slot, threshold, weight of a turn to the right. */
  private final int[] slots;

  private final int[] thresholds;
  private final int[] turnWeights;
  private final int[] above;
  private final double[] table;
  private final LeafPaths paired;

  /** Per background row and leaf of the paired trees: the features it fails. */
  private final long[][] backgroundFailed;

  private final double[][] weights;

  /**
   * @param background rows of features one after the other, NaN where missing
   */
  public BackgroundShap(List<Tree> trees, int featureCount, float[] background, int rows) {
    if (rows < 1 || background.length < rows * featureCount) {
      throw new IllegalArgumentException(
          "a background of " + rows + " rows needs at least one, and all of their features");
    }
    this.featureCount = featureCount;
    this.rows = rows;
    this.weights = weights();
    boolean[] fits = new boolean[trees.size()];
    long used = 0;
    for (int t = 0; t < fits.length; t++) {
      long size = tableSize(trees.get(t));
      fits[t] = size >= 0 && used + size <= BUDGET;
      used += fits[t] ? size : 0;
    }
    this.tabled =
        new LeafPaths(
            IntStream.range(0, fits.length).filter(t -> fits[t]).mapToObj(trees::get).toList());
    this.paired =
        new LeafPaths(
            IntStream.range(0, fits.length).filter(t -> !fits[t]).mapToObj(trees::get).toList());
    long[][] failed = failures(tabled, background);
    var cut = new LeafUnits(tabled);
    int count = cut.units.size();
    this.above = cut.above;
    this.roots = cut.units.stream().mapToInt(LeafUnits.Unit::root).toArray();
    this.features = cut.units.stream().flatMapToInt(u -> Arrays.stream(u.features())).toArray();
    this.turnWeights = cut.units.stream().flatMapToInt(u -> Arrays.stream(u.weights())).toArray();
    int[] nodes = cut.units.stream().flatMapToInt(u -> Arrays.stream(u.nodes())).toArray();
    this.slots = Arrays.stream(nodes).map(node -> tabled.slot[node]).toArray();
    this.thresholds = Arrays.stream(nodes).map(node -> tabled.threshold[node]).toArray();
    this.tableStart = new int[count];
    this.featureStart = new int[count + 1];
    this.table = new double[(int) cut.size()];
    int size = 0;
    for (int u = 0; u < count; u++) {
      LeafUnits.Unit unit = cut.units.get(u);
      tableStart[u] = size;
      featureStart[u + 1] = featureStart[u] + unit.features().length;
      fill(cut, unit, size, failed);
      size += (int) unit.size();
    }
    this.backgroundFailed = failures(paired, background);
    this.expected = mean(tabled, failed) + mean(paired, backgroundFailed);
  }

  /** Numbers the tables of a tree take, or -1 if one of them is too large. */
  private static long tableSize(Tree tree) {
    if (tree.depth() > 2 * MAX_TABLED) {
      return -1;
    }
    var paths = new LeafPaths(List.of(tree));
    for (int leaf = 0; leaf < paths.leaves(); leaf++) {
      if (paths.distinct(leaf) > MAX_TABLED) {
        return -1;
      }
    }
    return new LeafUnits(paths).size();
  }

  /** {@code weights[a][b] = (a-1)! b! / (a+b)!}. */
  private static double[][] weights() {
    int n = LeafPaths.MAX_DISTINCT + 1;
    double[][] weights = new double[n][n];
    for (int b = 0; b < n; b++) {
      for (int a = 1; a < n; a++) {
        weights[a][b] = a == 1 && b == 0 ? 1 : b == 0 ? 1.0 / a : weights[a][b - 1] * b / (a + b);
      }
    }
    return weights;
  }

  private long[][] failures(LeafPaths paths, float[] background) {
    int[] keys = new int[Keys.count(featureCount)];
    long[] byNode = new long[paths.nodes()];
    long[][] byLeaf = new long[rows][paths.leaves()];
    for (int r = 0; r < rows; r++) {
      Keys.fill(background, r * featureCount, featureCount, keys, 0);
      paths.failed(keys, byNode);
      for (int leaf = 0; leaf < byLeaf[r].length; leaf++) {
        byLeaf[r][leaf] = byNode[paths.node[leaf]];
      }
    }
    return byLeaf;
  }

  private double mean(LeafPaths paths, long[][] failed) {
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      for (int leaf = 0; leaf < paths.leaves(); leaf++) {
        sum += failed[r][leaf] == 0 ? paths.value[leaf] : 0;
      }
    }
    return sum / rows;
  }

  private void fill(LeafUnits cut, LeafUnits.Unit unit, int start, long[][] failed) {
    int width = unit.features().length;
    for (int leaf : cut.leaves(unit)) {
      double[] own = table(leaf, failed);
      int distinct = tabled.distinct(leaf);
      int[] place = new int[distinct];
      for (int k = 0; k < distinct; k++) {
        int feature = tabled.feature[tabled.start[leaf] + k];
        place[k] = IntStream.range(0, width).filter(i -> unit.features()[i] == feature).sum();
      }
      for (int state = 0; state < unit.states(); state++) {
        int from = cut.failed(unit, leaf, state) * distinct;
        for (int k = 0; k < distinct; k++) {
          table[start + state * width + place[k]] += own[from + k];
        }
      }
    }
  }

  /** What a leaf contributes, for each set of its features that a row fails. */
  private double[] table(int leaf, long[][] failed) {
    int distinct = tabled.distinct(leaf);
    int sets = 1 << distinct;
    int[] counts = new int[sets];
    for (long[] row : failed) {
      counts[(int) row[leaf]]++;
    }
    int[] met = IntStream.range(0, sets).filter(set -> counts[set] > 0).toArray();
    double[] all = new double[sets * distinct];
    double[] parts = new double[distinct];
    for (int x = 0; x < sets; x++) {
      Arrays.fill(parts, 0);
      for (int z : met) {
        addPair(x, z, distinct, counts[z] * tabled.value[leaf] / rows, parts, 0, null);
      }
      System.arraycopy(parts, 0, all, x * distinct, distinct);
    }
    return all;
  }

  /** Adds what a pair of sets of failed features contributes, to places or to their features. */
  private void addPair(
      long x,
      long z,
      int distinct,
      double value,
      double[] to,
      int start,
      int @Nullable [] feature) {
    if ((x & z) != 0 || (x | z) == 0) {
      return;
    }
    int a = Long.bitCount(z);
    int b = Long.bitCount(x);
    double gain = a > 0 ? value * weights[a][b] : 0;
    double loss = b > 0 ? value * weights[b][a] : 0;
    for (int k = 0; k < distinct; k++) {
      int place = feature == null ? k : feature[start + k];
      to[place] += (z >>> k & 1) * gain - (x >>> k & 1) * loss;
    }
  }

  /** The mean over the background, from which the contributions lead to the answer. */
  public double expected() {
    return expected;
  }

  /** Overwrites {@code out} with the contribution of each feature. */
  public void contributions(float[] row, double[] out, Workspace workspace) {
    Arrays.fill(out, 0, featureCount, 0);
    int[] keys = workspace.keys(Keys.count(featureCount));
    Keys.fill(row, featureCount, keys);
    long[] failed = workspace.failed(Math.max(tabled.nodes(), paired.nodes()));
    tabled.failed(above, keys, failed);
    for (int u = 0; u < roots.length; u++) {
      int from = featureStart[u];
      int width = featureStart[u + 1] - from;
      int state = (int) failed[roots[u]] + turns(3 * u, keys);
      int at = tableStart[u] + state * width;
      for (int k = 0; k < width; k++) {
        out[features[from + k]] += table[at + k];
      }
    }
    if (paired.leaves() > 0) {
      paired.failed(keys, failed);
      addPairs(failed, out);
    }
  }

  private int turns(int first, int[] keys) {
    return turnWeights[first] * Keys.right(thresholds[first], keys[slots[first]])
        + turnWeights[first + 1] * Keys.right(thresholds[first + 1], keys[slots[first + 1]])
        + turnWeights[first + 2] * Keys.right(thresholds[first + 2], keys[slots[first + 2]]);
  }

  private void addPairs(long[] failed, double[] out) {
    for (int leaf = 0; leaf < paired.leaves(); leaf++) {
      long x = failed[paired.node[leaf]];
      double value = paired.value[leaf] / rows;
      for (int r = 0; r < rows; r++) {
        long z = backgroundFailed[r][leaf];
        if ((x & z) == 0) {
          addPair(x, z, paired.distinct(leaf), value, out, paired.start[leaf], paired.feature);
        }
      }
    }
  }
}
