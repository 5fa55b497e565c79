package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

/**
 * The fast form of a {@link Forest}: the same float margins, bit for bit.
 *
 * <p>Implementation note. Each tree is filled up to a perfect one, so the walk has no branch to
 * predict and ends after a fixed number of steps; a node is one long, see {@link PackedNode}. Each
 * feature has two slots, in which a missing value sorts below resp. above every threshold, so the
 * missing direction costs nothing. Eight trees of one margin advance together, because a single
 * walk waits for memory at each step; the margin stays in a register, because a sum in memory is a
 * third of the time. Leaves are added in tree order; a run is filled up with trees that add -0,
 * which changes no float.
 *
 * <p>Perfect trees double with each level: runs of eight with a tree deeper than {@link
 * #MAX_DEPTH}, or beyond the memory budget, are {@link RaggedTrees}. Immutable and thread-safe; no
 * allocation.
 */
public final class PackedForest {
  private static final int LANES = RaggedTrees.LANES;

  /** Deeper trees are not filled up. */
  static final int MAX_DEPTH = 10;

  /** Longs spent at most: 32 MiB, beyond any second-level cache anyway. */
  private static final int MAX_NODES = 1 << 22;

  private static final int RAGGED = -1;

  private static final Tree NOTHING =
      new Tree(
          new int[] {-1},
          new float[1],
          new boolean[1],
          new int[] {-1},
          new int[] {-1},
          new double[] {-0.0},
          new double[1]);

  private final Forest forest;

  /** The runs of margin k start at {@code firstRuns[k]}. */
  private final int[] firstRuns;

  /** Per run of eight trees: depth or RAGGED, and where its nodes and leaves, or trees, start. */
  private final int[] depths;

  private final int[] starts;

  /**
   * Tree l of a run of depth d has its root at {@code start + l * 2^d + 1}, children 2i and 2i + 1.
   */
  private final long[] nodes;

  private final float[] leaves;

  /** The trees of the RAGGED runs. */
  private final RaggedTrees ragged;

  public PackedForest(Forest forest) {
    this.forest = forest;
    this.firstRuns = new int[forest.marginCount() + 1];
    List<Tree> trees = runs(forest, firstRuns);
    int runs = trees.size() / LANES;
    this.depths = new int[runs];
    this.starts = new int[runs];
    var deep = new ArrayList<Tree>();
    int size = 0;
    for (int run = 0; run < runs; run++) {
      List<Tree> eight = trees.subList(run * LANES, (run + 1) * LANES);
      int depth = eight.stream().mapToInt(Tree::depth).max().orElseThrow();
      boolean fits = depth <= MAX_DEPTH && size + (LANES << depth) <= MAX_NODES;
      depths[run] = fits ? depth : RAGGED;
      starts[run] = fits ? size : deep.size();
      if (fits) {
        size += LANES << depth;
      } else {
        deep.addAll(eight);
      }
    }
    this.ragged = new RaggedTrees(deep, 0);
    this.nodes = new long[size];
    this.leaves = new float[size];
    for (int t = 0; t < trees.size(); t++) {
      int depth = depths[t / LANES];
      if (depth != RAGGED) {
        fill(trees.get(t), 0, starts[t / LANES] + ((t % LANES) << depth), 1, depth);
      }
    }
  }

  /** The trees of each margin, in their order, filled up to whole runs. */
  private static List<Tree> runs(Forest forest, int[] firstRuns) {
    var trees = new ArrayList<Tree>();
    for (int k = 0; k < forest.marginCount(); k++) {
      firstRuns[k] = trees.size() / LANES;
      for (int t = 0; t < forest.trees().size(); t++) {
        if (forest.group(t) == k) {
          trees.add(forest.trees().get(t));
        }
      }
      while (trees.size() % LANES != 0) {
        trees.add(NOTHING);
      }
    }
    firstRuns[forest.marginCount()] = trees.size() / LANES;
    return trees;
  }

  private void fill(Tree tree, int node, int start, int index, int levels) {
    if (levels == 0) {
      // The leaves of a perfect tree follow each other: 2^d .. 2^(d+1) - 1 become 0 .. 2^d - 1.
      leaves[start + index - Integer.highestOneBit(index)] = (float) tree.leaf(node);
      return;
    }
    boolean leaf = tree.isLeaf(node);
    if (!leaf) {
      nodes[start + index] = PackedNode.of(tree, node);
    }
    fill(tree, leaf ? node : tree.left(node), start, 2 * index, levels - 1);
    fill(tree, leaf ? node : tree.right(node), start, 2 * index + 1, levels - 1);
  }

  /** Writes the float margins of a row of features, NaN where missing. */
  public void margins(float[] features, float[] out, Workspace scratch) {
    int count = forest.featureCount();
    long[] row = scratch.packed(Keys.count(count));
    PackedNode.fill(features, 0, count, row, 0);
    for (int k = 0; k < forest.marginCount(); k++) {
      float sum = forest.baseMargin(k);
      for (int run = firstRuns[k]; run < firstRuns[k + 1]; run++) {
        sum = depths[run] == RAGGED ? ragged.add(starts[run], row, sum) : eight(run, row, sum);
      }
      out[k] = sum;
    }
  }

  private static int child(int i, long node, long[] row) {
    return 2 * i + PackedNode.right(node, row, 0);
  }

  private float eight(int run, long[] row, float margin) {
    int depth = depths[run];
    int size = 1 << depth;
    int a = starts[run];
    int b = a + size;
    int c = b + size;
    int d = c + size;
    int e = d + size;
    int f = e + size;
    int g = f + size;
    int h = g + size;
    int ia = 1;
    int ib = 1;
    int ic = 1;
    int id = 1;
    int ie = 1;
    int jf = 1;
    int ig = 1;
    int ih = 1;
    long[] n = nodes;
    for (int level = 0; level < depth; level++) {
      ia = child(ia, n[a + ia], row);
      ib = child(ib, n[b + ib], row);
      ic = child(ic, n[c + ic], row);
      id = child(id, n[d + id], row);
      ie = child(ie, n[e + ie], row);
      jf = child(jf, n[f + jf], row);
      ig = child(ig, n[g + ig], row);
      ih = child(ih, n[h + ih], row);
    }
    float[] l = leaves;
    float sum = margin;
    sum += l[a + ia - size];
    sum += l[b + ib - size];
    sum += l[c + ic - size];
    sum += l[d + id - size];
    sum += l[e + ie - size];
    sum += l[f + jf - size];
    sum += l[g + ig - size];
    sum += l[h + ih - size];
    return sum;
  }
}
