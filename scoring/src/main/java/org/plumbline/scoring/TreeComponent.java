package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.kernel.BatchForest;
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

  /** The same again for many rows; made when first needed, absent where {@link #packed} is. */
  private volatile @Nullable BatchForest batch;

  /** Fewer rows are scored one by one: a block costs the same however few of its rows are used. */
  private static final int FEW_SCORED = 64;

  /** Fewer rows are explained one by one: lanes would stay empty. */
  private static final int FEW_EXPLAINED = 8;

  /** Rows encoded at a time. */
  private static final int BLOCK = 1_024;

  /** Contributions of the features of a row to one margin, before the divisor. */
  private interface Shap {
    void contributions(float[] features, int output, double[] out, Workspace scratch);
  }

  /** Contributions in double, where lanes of floats do not serve. */
  private record ExactShap(TreeShap exact) implements Shap {
    @Override
    public void contributions(float[] features, int output, double[] out, Workspace scratch) {
      exact.contributions(features, output, out, scratch);
    }
  }

  /** Contributions in lanes of floats, one row or many. */
  private record LaneShap(FastShap fast) implements Shap {
    @Override
    public void contributions(float[] features, int output, double[] out, Workspace scratch) {
      fast.contributions(features, output, out, scratch);
    }
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
      return new LaneShap(new FastShap(forest));
    }
    return new ExactShap(new TreeShap(forest));
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
  void margins(double[][] rows, double[] out, Scratch scratch) {
    if (packed == null || rows.length < FEW_SCORED) {
      super.margins(rows, out, scratch);
      return;
    }
    BatchForest many = batch();
    int count = baselines.length;
    float[] features = scratch.manyFeatures(BLOCK * encoding.width());
    float[] sums = scratch.manySums(BLOCK * count);
    for (int from = 0; from < rows.length; from += BLOCK) {
      int size = Math.min(BLOCK, rows.length - from);
      encode(rows, from, size, features, scratch);
      many.margins(features, size, sums, scratch.kernel());
      for (int i = 0; i < size * count; i++) {
        out[from * count + i] = sums[i];
      }
    }
  }

  private void encode(double[][] rows, int from, int size, float[] features, Scratch scratch) {
    int width = encoding.width();
    float[] one = scratch.features(width);
    for (int r = 0; r < size; r++) {
      encoding.encode(rows[from + r], one);
      System.arraycopy(one, 0, features, r * width, width);
    }
  }

  private BatchForest batch() {
    BatchForest known = batch;
    if (known == null) {
      known = new BatchForest(forest);
      batch = known;
    }
    return known;
  }

  @Override
  public double baseline(int output) {
    return baselines[output];
  }

  @Override
  void explain(
      double[] row,
      int output,
      double margin,
      double weight,
      double[] contributions,
      Scratch scratch) {
    float[] features = scratch.features(encoding.width());
    encoding.encode(row, features);
    double[] byFeature = scratch.contributions(encoding.width());
    shap.contributions(features, output, byFeature, scratch.kernel());
    spread(byFeature, margin, output, weight, contributions);
  }

  @Override
  void explain(
      double[][] rows, int[] outputs, double weight, double[][] contributions, Scratch scratch) {
    if (!(shap instanceof LaneShap lanes) || rows.length < FEW_EXPLAINED) {
      super.explain(rows, outputs, weight, contributions, scratch);
      return;
    }
    for (int output = 0; output < baselines.length; output++) {
      int k = output;
      int[] members = IntStream.range(0, rows.length).filter(r -> outputs[r] == k).toArray();
      for (int from = 0; from < members.length; from += BLOCK) {
        int to = Math.min(from + BLOCK, members.length);
        int[] block = Arrays.copyOfRange(members, from, to);
        explain(lanes.fast(), rows, block, output, weight, contributions, scratch);
      }
    }
  }

  private void explain(
      FastShap fast,
      double[][] rows,
      int[] members,
      int output,
      double weight,
      double[][] contributions,
      Scratch scratch) {
    int width = encoding.width();
    int count = baselines.length;
    float[] features = scratch.manyFeatures(BLOCK * width);
    float[] sums = scratch.manySums(BLOCK * count);
    double[][] block = Arrays.stream(members).mapToObj(r -> rows[r]).toArray(double[][]::new);
    encode(block, 0, block.length, features, scratch);
    batch().margins(features, block.length, sums, scratch.kernel());
    double[] byFeatures = scratch.manyContributions(BLOCK * width);
    fast.contributions(features, block.length, output, byFeatures, scratch.kernel());
    double[] byFeature = scratch.contributions(width);
    for (int r = 0; r < block.length; r++) {
      System.arraycopy(byFeatures, r * width, byFeature, 0, width);
      double margin = sums[r * count + output];
      spread(byFeature, margin, output, weight, contributions[members[r]]);
    }
  }

  /** Makes the contributions add up to the margin, and folds them to inputs. */
  private void spread(
      double[] byFeature, double margin, int output, double weight, double[] contributions) {
    double sum = 0;
    double size = 0;
    for (int j = 0; j < encoding.width(); j++) {
      byFeature[j] /= forest.divisor();
      sum += byFeature[j];
      size += Math.abs(byFeature[j]);
    }
    double residual = margin - baselines[output] - sum;
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
