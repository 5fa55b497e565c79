package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

/**
 * Scores many rows at once: the same float margins as {@link Forest}, bit for bit.
 *
 * <p>Implementation note. For a block of rows {@link Conditions} answers each distinct test as one
 * row of bits. A tree is then a circuit of selectors: the bit "turns right at level l" is chosen
 * among the tests of that level by the bits of the levels above, 57 selections for 63 nodes,
 * independent of the data and the same for 64 or 512 rows. The bits of a row are the index of its
 * leaf. Leaves are added in tree order, as the plain walk does.
 *
 * <p>Selections double with each level, so trees deeper than {@link #MAX_DEPTH} are {@link
 * RaggedTrees}, walked eight rows at a time within the same sum. Immutable and thread-safe; no
 * allocation once warm.
 */
public final class BatchForest {
  /** Leaves are found by one byte. */
  static final int MAX_DEPTH = 8;

  private static final int WALK = -1;
  private static final long[] NO_KEYS = new long[0];

  private final Forest forest;
  private final List<Tree> trees;
  private final Conditions conditions;
  private final BlockLanes lanes;
  private final int[] groups;
  private final int[] depths;

  /** Where the nodes and the leaves of a tree start. */
  private final int[] firstNodes;

  private final int[] firstLeaves;
  private final int[] nodes;
  private final float[] leaves;

  /** The trees to be walked, and which of them each tree is. */
  private final RaggedTrees ragged;

  private final int[] raggedIndex;
  private final boolean hasRagged;

  public BatchForest(Forest forest) {
    this(forest, Lanes.block());
  }

  BatchForest(Forest forest, BlockLanes lanes) {
    this.forest = forest;
    this.trees = forest.trees();
    this.lanes = lanes;
    int count = trees.size();
    this.groups = new int[count];
    this.depths = new int[count];
    this.firstNodes = new int[count];
    this.firstLeaves = new int[count];
    int size = 0;
    for (int t = 0; t < count; t++) {
      Tree tree = trees.get(t);
      groups[t] = forest.group(t);
      depths[t] = tree.depth() > MAX_DEPTH ? WALK : tree.depth();
      firstNodes[t] = size - t;
      firstLeaves[t] = size;
      size += depths[t] == WALK ? 1 : 1 << depths[t];
    }
    this.conditions =
        new Conditions(
            trees.stream().filter(tree -> tree.depth() <= MAX_DEPTH).toList(),
            forest.featureCount());
    this.raggedIndex = new int[count];
    var deep = new ArrayList<Tree>();
    for (int t = 0; t < count; t++) {
      if (depths[t] == WALK) {
        raggedIndex[t] = deep.size();
        deep.add(trees.get(t));
      }
    }
    this.ragged = new RaggedTrees(deep);
    this.hasRagged = !deep.isEmpty();
    this.nodes = new int[size];
    this.leaves = new float[size];
    for (int t = 0; t < count; t++) {
      if (depths[t] != WALK) {
        fill(t, 0, 1, depths[t]);
      }
    }
  }

  private void fill(int t, int node, int index, int levels) {
    Tree tree = trees.get(t);
    if (levels == 0) {
      leaves[firstLeaves[t] + index - (1 << depths[t])] = (float) tree.leaf(node);
      return;
    }
    boolean leaf = tree.isLeaf(node);
    if (!leaf) {
      nodes[firstNodes[t] + index - 1] = conditions.of(tree, node);
    }
    fill(t, leaf ? node : tree.left(node), 2 * index, levels - 1);
    fill(t, leaf ? node : tree.right(node), 2 * index + 1, levels - 1);
  }

  /**
   * Writes the margins of {@code count} rows one after the other.
   *
   * @param features row by row, NaN where missing
   */
  public void margins(float[] features, int count, float[] out, Workspace workspace) {
    int block = 64 * lanes.words();
    int margins = forest.marginCount();
    BlockBits bits = workspace.bits(conditions, lanes.words(), margins);
    for (int row = 0; row < count; row += block) {
      int rows = Math.min(block, count - row);
      lanes.fill(conditions, features, row * forest.featureCount(), rows, bits);
      long[] keys = hasRagged ? keys(features, row, rows, workspace) : NO_KEYS;
      sum(keys, rows, bits);
      for (int k = 0; k < margins; k++) {
        for (int r = 0; r < rows; r++) {
          out[(row + r) * margins + k] = bits.sums[k * block + r];
        }
      }
    }
  }

  private long[] keys(float[] features, int row, int rows, Workspace workspace) {
    int width = forest.featureCount();
    int slots = Keys.count(width);
    long[] keys = workspace.packed(rows * slots);
    for (int r = 0; r < rows; r++) {
      PackedNode.fill(features, (row + r) * width, width, keys, r * slots);
    }
    return keys;
  }

  private void sum(long[] keys, int rows, BlockBits bits) {
    int block = 64 * lanes.words();
    int slots = Keys.count(forest.featureCount());
    float[] sums = bits.sums;
    for (int k = 0; k < forest.marginCount(); k++) {
      Arrays.fill(sums, k * block, (k + 1) * block, forest.baseMargin(k));
    }
    for (int t = 0; t < groups.length; t++) {
      int sum = groups[t] * block;
      switch (depths[t]) {
        case WALK -> ragged.addRows(raggedIndex[t], keys, slots, rows, sums, sum);
        case 0 -> {
          float leaf = leaves[firstLeaves[t]];
          for (int r = 0; r < rows; r++) {
            sums[sum + r] += leaf;
          }
        }
        default -> {
          lanes.path(nodes, firstNodes[t], depths[t], bits);
          lanes.addLeaves(depths[t], leaves, firstLeaves[t], bits, sums, sum);
        }
      }
    }
  }
}
