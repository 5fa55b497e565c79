package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.List;
import org.plumbline.scoring.kernel.FastShap;
import org.plumbline.scoring.kernel.PackedForest;

/**
 * Boosted trees over encoded inputs. The margin is the float sum XGBoost computes, bit for bit; its
 * explanation is path-dependent TreeSHAP within 1e-6 of the exact value, folded from features back
 * to inputs; one row or many, on any machine, it has the same bits.
 *
 * <p>The float sum differs from the exact sum of the leaves by rounding (about 1e-6 for 300 trees).
 * That residual is spread over the contributions in proportion to their size, so that they add up
 * to the margin that is served; an input without contribution stays without.
 */
public final class TreeComponent extends Component {
  private final Encoding encoding;
  private final Forest forest;
  private final double[] baselines;
  private final PackedForest packed;
  private final FastShap shap;

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
    this.packed = new PackedForest(forest);
    this.shap = new FastShap(forest);
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
    float[] sums = scratch.sums(baselines.length);
    encoding.encode(row, features);
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
    float[] sums = scratch.sums(baselines.length);
    encoding.encode(row, features);
    packed.margins(features, sums, scratch.kernel());
    double[] byFeature = scratch.contributions(encoding.width());
    shap.contributions(features, output, byFeature, scratch.kernel());
    double sum = 0;
    double size = 0;
    for (int j = 0; j < encoding.width(); j++) {
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
