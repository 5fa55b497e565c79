package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Tree;

/**
 * Path-dependent SHAP interaction values: a symmetric matrix whose rows sum to the contributions.
 * Exact, in double.
 *
 * <p>Implementation note. Off the diagonal half the Shapley interaction index [Grabisch and Roubens
 * 1999], as Lundberg et al. 2020 split it: the sum over leaves of {@code v/2 (o_i - z_i)(o_j - z_j)
 * Int_0^1 prod_{k != i,j} (z_k + t (o_k - z_k)) dt}; the diagonal is what is left of the
 * contribution. Points and weights as in {@link TreeShap}. Products without two factors come from
 * running products, so nothing is divided by a small share. O(leaves D^3) per row. Immutable and
 * thread-safe.
 */
public final class ShapInteractions {
  private final int featureCount;
  private final LeafPaths paths;
  private final List<GaussLegendre> rules = new ArrayList<>();

  public ShapInteractions(List<Tree> trees, int featureCount) {
    this.featureCount = featureCount;
    this.paths = new LeafPaths(trees);
    int most = 0;
    for (int leaf = 0; leaf < paths.leaves(); leaf++) {
      most = Math.max(most, paths.distinct(leaf));
    }
    for (int points = 0; points <= (most + 1) / 2; points++) {
      rules.add(GaussLegendre.of(points));
    }
  }

  /** Overwrites {@code out} with the matrix, row by row. */
  public void interactions(float[] features, double[] out, Workspace workspace) {
    Arrays.fill(out, 0, featureCount * featureCount, 0);
    int[] keys = workspace.keys(Keys.count(featureCount));
    Keys.fill(features, featureCount, keys);
    long[] failed = workspace.failed(paths.nodes());
    paths.failed(keys, failed);
    double[] factors = workspace.down(LeafPaths.MAX_DISTINCT + 1);
    double[] behind = workspace.up(LeafPaths.MAX_DISTINCT + 1);
    for (int leaf = 0; leaf < paths.leaves(); leaf++) {
      addLeaf(leaf, failed[paths.node[leaf]], factors, behind, out);
    }
    for (int i = 0; i < featureCount; i++) {
      for (int j = 0; j < featureCount; j++) {
        if (i != j) {
          out[i * featureCount + i] -= out[i * featureCount + j];
        }
      }
    }
  }

  private void addLeaf(int leaf, long failed, double[] factors, double[] behind, double[] out) {
    int distinct = paths.distinct(leaf);
    GaussLegendre rule = rules.get((distinct + 1) / 2);
    int from = paths.start[leaf];
    for (int q = 0; q < rule.points().length; q++) {
      double t = rule.points()[q];
      for (int k = 0; k < distinct; k++) {
        factors[k] = paths.share[from + k] * (1 - t) + t * (1 - (failed >>> k & 1));
      }
      behind[distinct] = 1;
      for (int k = distinct - 1; k >= 0; k--) {
        behind[k] = behind[k + 1] * factors[k];
      }
      double weight = paths.value[leaf] * rule.weights()[q];
      double before = weight;
      for (int i = 0; i < distinct; i++) {
        double gain = gain(from, i, failed);
        int a = paths.feature[from + i];
        // The whole contribution waits on the diagonal; the others are taken off at the end.
        out[a * featureCount + a] += gain * before * behind[i + 1];
        double between = before * gain / 2;
        for (int j = i + 1; j < distinct; j++) {
          double both = between * gain(from, j, failed) * behind[j + 1];
          int b = paths.feature[from + j];
          out[a * featureCount + b] += both;
          out[b * featureCount + a] += both;
          between *= factors[j];
        }
        before *= factors[i];
      }
    }
  }

  private double gain(int from, int k, long failed) {
    return 1 - (failed >>> k & 1) - paths.share[from + k];
  }
}
