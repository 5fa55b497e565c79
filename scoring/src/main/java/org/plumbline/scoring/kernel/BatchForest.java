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
 * <p>Selections double with each level, so of trees deeper than {@link #MAX_DEPTH} only the first
 * {@link #KNOWN} levels are a circuit; from there they are {@link RaggedTrees}, walked eight rows
 * at a time within the same sum. Immutable and thread-safe; no allocation once warm.
 */
public final class BatchForest {
  /** Leaves are found by one byte. */
  static final int MAX_DEPTH = 8;

  /** Levels of deeper trees that are a circuit. */
  static final int KNOWN = 6;

  private static final int NOT_DEEP = -1;
  private static final long[] NO_ROWS = new long[0];

  private final Forest forest;
  private final List<Tree> trees;
  private final Conditions conditions;
  private final BlockLanes lanes;
  private final int[] groups;

  /** Levels that are a circuit. */
  private final int[] depths;

  /** Where the nodes and the leaves of a tree start. */
  private final int[] firstNodes;

  private final int[] firstLeaves;
  private final int[] nodes;
  private final float[] leaves;

  /** The deep trees, and which of them each tree is. */
  private final RaggedTrees ragged;

  private final int[] deep;
  private final boolean hasDeep;

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
    this.deep = new int[count];
    var walked = new ArrayList<Tree>();
    int size = 0;
    for (int t = 0; t < count; t++) {
      Tree tree = trees.get(t);
      groups[t] = forest.group(t);
      deep[t] = tree.depth() > MAX_DEPTH ? walked.size() : NOT_DEEP;
      if (deep[t] != NOT_DEEP) {
        walked.add(tree);
      }
      depths[t] = deep[t] == NOT_DEEP ? tree.depth() : KNOWN;
      firstNodes[t] = size - t;
      firstLeaves[t] = size;
      size += 1 << depths[t];
    }
    this.ragged = new RaggedTrees(walked, KNOWN);
    this.hasDeep = !walked.isEmpty();
    this.conditions = new Conditions(trees, depths, forest.featureCount());
    this.nodes = new int[size];
    this.leaves = new float[size];
    for (int t = 0; t < count; t++) {
      fill(t, 0, 1, depths[t]);
    }
  }

  private void fill(int t, int node, int index, int levels) {
    Tree tree = trees.get(t);
    if (levels == 0) {
      if (deep[t] == NOT_DEEP) {
        leaves[firstLeaves[t] + index - (1 << depths[t])] = (float) tree.leaf(node);
      }
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
      long[] packed = hasDeep ? packed(features, row, rows, workspace) : NO_ROWS;
      sum(packed, rows, bits);
      for (int k = 0; k < margins; k++) {
        for (int r = 0; r < rows; r++) {
          out[(row + r) * margins + k] = bits.sums[k * block + r];
        }
      }
    }
  }

  private long[] packed(float[] features, int row, int rows, Workspace workspace) {
    int width = forest.featureCount();
    int slots = Keys.count(width);
    long[] packed = workspace.packed(64 * lanes.words() * slots);
    for (int r = 0; r < rows; r++) {
      PackedNode.fill(features, (row + r) * width, width, packed, r * slots);
    }
    return packed;
  }

  private void sum(long[] packed, int rows, BlockBits bits) {
    int block = 64 * lanes.words();
    float[] sums = bits.sums;
    for (int k = 0; k < forest.marginCount(); k++) {
      Arrays.fill(sums, k * block, (k + 1) * block, forest.baseMargin(k));
    }
    for (int t = 0; t < groups.length; t++) {
      int sum = groups[t] * block;
      if (depths[t] == 0) {
        float leaf = leaves[firstLeaves[t]];
        for (int r = 0; r < rows; r++) {
          sums[sum + r] += leaf;
        }
        continue;
      }
      lanes.path(nodes, firstNodes[t], depths[t], bits);
      if (deep[t] == NOT_DEEP) {
        lanes.addLeaves(depths[t], leaves, firstLeaves[t], bits, sums, sum);
      } else {
        walk(t, packed, rows, bits, sum);
      }
    }
  }

  private void walk(int t, long[] packed, int rows, BlockBits bits, int sum) {
    int slots = Keys.count(forest.featureCount());
    lanes.turns(KNOWN, bits);
    for (int i = 0; BlockBits.row(i / 8 * 8) < rows; i++) {
      int row = BlockBits.row(i);
      ragged.addRows(deep[t], bits.turns[i], packed, row * slots, slots, bits.sums, sum + row);
    }
  }
}
