package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

/**
 * The fast form of a {@link Forest}: the same float margins, bit for bit.
 *
 * <p>Implementation note. Each tree is filled up to a perfect one, so the walk has no branch to
 * predict and ends after a fixed number of steps; a node is one long: the threshold as an ordered
 * integer in the upper half, the slot compared in the lower. Floats become integers of the same
 * order, so one subtraction and a shift give the side; each feature has two slots, in which a
 * missing value sorts below resp. above every threshold, so the missing direction costs nothing.
 * Eight trees advance together, because a single walk waits for memory at each step. Leaves are
 * added in tree order.
 *
 * <p>Perfect trees double with each level: runs of eight with a tree deeper than {@link
 * #MAX_DEPTH}, or beyond the memory budget, are {@link RaggedTrees}. Immutable and thread-safe; no
 * allocation.
 */
public final class PackedForest {
  private static final int LANES = 8;

  /** Deeper trees are not filled up. */
  static final int MAX_DEPTH = 10;

  /** Longs spent at most: 32 MiB, beyond any second-level cache anyway. */
  private static final int MAX_NODES = 1 << 22;

  private static final int RAGGED = -1;

  private final Forest forest;
  private final int[] groups;
  private final List<Tree> trees;

  /** Per run of eight trees: depth or RAGGED, and where its nodes and leaves start. */
  private final int[] depths;

  private final int[] starts;

  /**
   * Tree l of a run of depth d has its root at {@code start + l * 2^d + 1}, children 2i and 2i + 1.
   */
  private final long[] nodes;

  private final float[] leaves;

  /** The trees of the RAGGED runs, and per run which of them is its first. */
  private final RaggedTrees ragged;

  private final int[] firstRagged;

  public PackedForest(Forest forest) {
    this.forest = forest;
    this.trees = forest.trees();
    this.groups = new int[trees.size()];
    int runs = (groups.length + LANES - 1) / LANES;
    this.depths = new int[runs];
    this.starts = new int[runs];
    this.firstRagged = new int[runs];
    var deep = new ArrayList<Tree>();
    int size = 0;
    for (int run = 0; run < runs; run++) {
      int depth = 0;
      for (int t = run * LANES; t < Math.min(groups.length, (run + 1) * LANES); t++) {
        groups[t] = forest.group(t);
        depth = Math.max(depth, trees.get(t).depth());
      }
      boolean fits = depth <= MAX_DEPTH && size + (LANES << depth) <= MAX_NODES;
      depths[run] = fits ? depth : RAGGED;
      starts[run] = size;
      size += fits ? LANES << depth : 0;
      firstRagged[run] = deep.size();
      if (!fits) {
        deep.addAll(trees.subList(run * LANES, Math.min(groups.length, (run + 1) * LANES)));
      }
    }
    this.ragged = new RaggedTrees(deep);
    this.nodes = new long[size];
    this.leaves = new float[size];
    for (int t = 0; t < groups.length; t++) {
      int run = t / LANES;
      if (depths[run] != RAGGED) {
        int start = starts[run] + ((t % LANES) << depths[run]);
        fill(trees.get(t), 0, start, 1, depths[run]);
      }
    }
  }

  private void fill(Tree tree, int node, int start, int index, int levels) {
    if (levels == 0) {
      // The leaves of a perfect tree follow each other: 2^d .. 2^(d+1) - 1 become 0 .. 2^d - 1.
      leaves[start + index - Integer.highestOneBit(index)] = (float) tree.leaf(node);
      return;
    }
    boolean leaf = tree.isLeaf(node);
    if (!leaf) {
      nodes[start + index] = (long) Keys.of(tree.threshold(node)) << 32 | Keys.slot(tree, node);
    }
    fill(tree, leaf ? node : tree.left(node), start, 2 * index, levels - 1);
    fill(tree, leaf ? node : tree.right(node), start, 2 * index + 1, levels - 1);
  }

  /** Writes the float margins of a row of features, NaN where missing. */
  public void margins(float[] features, float[] out, Workspace scratch) {
    int count = forest.featureCount();
    int[] keys = scratch.keys(Keys.count(count));
    Keys.fill(features, count, keys);
    int margins = forest.marginCount();
    for (int k = 0; k < margins; k++) {
      out[k] = forest.baseMargin(k);
    }
    for (int run = 0; run < depths.length; run++) {
      int first = run * LANES;
      if (depths[run] == RAGGED) {
        int end = firstRagged[run] + Math.min(LANES, groups.length - first);
        ragged.add(firstRagged[run], end, keys, out, groups, first);
      } else if (first + LANES > groups.length) {
        single(first, keys, out);
      } else {
        eight(run, keys, out);
      }
    }
  }

  private void single(int first, int[] keys, float[] out) {
    int depth = depths[first / LANES];
    for (int t = first; t < groups.length; t++) {
      int start = starts[first / LANES] + ((t - first) << depth);
      int i = 1;
      for (int level = 0; level < depth; level++) {
        i = child(i, nodes[start + i], keys);
      }
      out[groups[t]] += leaves[start + i - (1 << depth)];
    }
  }

  /** Right, that is 2i + 1, exactly if the key is not below the threshold. */
  private static int child(int i, long node, int[] keys) {
    return 2 * i + (int) (((node >> 32) - keys[(int) node] - 1) >>> 63);
  }

  private void eight(int run, int[] keys, float[] out) {
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
      ia = child(ia, n[a + ia], keys);
      ib = child(ib, n[b + ib], keys);
      ic = child(ic, n[c + ic], keys);
      id = child(id, n[d + id], keys);
      ie = child(ie, n[e + ie], keys);
      jf = child(jf, n[f + jf], keys);
      ig = child(ig, n[g + ig], keys);
      ih = child(ih, n[h + ih], keys);
    }
    float[] l = leaves;
    int[] k = groups;
    int t = run * LANES;
    out[k[t]] += l[a + ia - size];
    out[k[t + 1]] += l[b + ib - size];
    out[k[t + 2]] += l[c + ic - size];
    out[k[t + 3]] += l[d + id - size];
    out[k[t + 4]] += l[e + ie - size];
    out[k[t + 5]] += l[f + jf - size];
    out[k[t + 6]] += l[g + ig - size];
    out[k[t + 7]] += l[h + ih - size];
  }
}
