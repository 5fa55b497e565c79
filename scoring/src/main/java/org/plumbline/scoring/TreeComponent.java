package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.kernel.FastShap;
import org.plumbline.scoring.kernel.PackedForest;
import org.plumbline.scoring.kernel.TreeShap;
import org.plumbline.scoring.kernel.Workspace;

/**
 * Trees over encoded inputs. The margin is the sum the forest prescribes: in float bit for bit what
 * XGBoost computes, or in double. Its explanation is path-dependent TreeSHAP, folded from features
 * back to inputs: within 1e-6 of the exact value for sums in float, exact for sums in double and
 * where features share a player; one row or many, on any machine, it has the same bits.
 *
 * <p>A float sum differs from the exact sum of the leaves by rounding (about 1e-6 for 300 trees).
 * That residual is spread over the contributions in proportion to their size, so that they add up
 * to the margin that is served; an input without contribution stays without.
 */
public final class TreeComponent extends Component {
  private final Encoding encoding;
  private final Forest forest;
  private final double[] baselines;

  /** Absent where leaves are summed in double: the packed form holds floats. */
  private final @Nullable PackedForest packed;

  private final Shap shap;

  /** Contributions of the features of a row to one margin, before the divisor. */
  private interface Shap {
    void contributions(float[] features, int output, double[] out, Workspace scratch);
  }

  public TreeComponent(Encoding encoding, Forest forest) {
    require(
        encoding.width() == forest.featureCount(),
        "the encoding writes %s features, the trees read %s",
        encoding.width(),
        forest.featureCount());
    this.encoding = encoding;
    this.forest = forest;
    this.baselines = new double[forest.marginCount()];
    for (int k = 0; k < baselines.length; k++) {
      baselines[k] = forest.baseline(k);
    }
    this.packed = forest.inFloat() ? new PackedForest(forest) : null;
    this.shap = shap(forest);
  }

  /** The fast lanes hold floats and one player per feature. */
  private static Shap shap(Forest forest) {
    boolean alone = IntStream.range(0, forest.featureCount()).allMatch(j -> forest.player(j) == j);
    if (forest.inFloat() && alone) {
      return new FastShap(forest)::contributions;
    }
    return new TreeShap(forest)::contributions;
  }

  public Encoding encoding() {
    return encoding;
  }

  public Forest forest() {
    return forest;
  }

  @Override
  public int marginCount() {
    return baselines.length;
  }

  @Override
  public void margins(double[] row, double[] out, Scratch scratch) {
    float[] features = scratch.features(encoding.width());
    encoding.encode(row, features);
    sum(features, out, scratch);
  }

  private void sum(float[] features, double[] out, Scratch scratch) {
    if (packed == null) {
      forest.margins(features, out);
      return;
    }
    float[] sums = scratch.sums(baselines.length);
    packed.margins(features, sums, scratch.kernel());
    for (int k = 0; k < baselines.length; k++) {
      out[k] = sums[k];
    }
  }

  @Override
  public double baseline(int output) {
    return baselines[output];
  }

  @Override
  void explain(double[] row, int output, double weight, double[] contributions, Scratch scratch) {
    float[] features = scratch.features(encoding.width());
    double[] sums = scratch.part(baselines.length);
    encoding.encode(row, features);
    sum(features, sums, scratch);
    double[] byFeature = scratch.contributions(encoding.width());
    shap.contributions(features, output, byFeature, scratch.kernel());
    double sum = 0;
    double size = 0;
    for (int j = 0; j < encoding.width(); j++) {
      byFeature[j] /= forest.divisor();
      sum += byFeature[j];
      size += Math.abs(byFeature[j]);
    }
    double residual = sums[output] - baselines[output] - sum;
    for (int j = 0; j < encoding.width(); j++) {
      double share = size > 0 ? Math.abs(byFeature[j]) / size : 1.0 / encoding.width();
      double contribution = byFeature[j] + residual * share;
      contributions[encoding.features().get(j).input()] += weight * contribution;
    }
  }

  @Override
  void requireInputs(List<Input> inputs) {
    encoding.requireInputs(inputs);
  }
}
