package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

import java.util.List;

/**
 * k-means: margin k is minus the squared Euclidean distance of the prepared row to centre k, so the
 * largest margin names the nearest centre, the first of equals. Use it in a multiclass model of one
 * class per cluster with {@link Link.Standard#WINNER} (the assignment) or the usual softmax (soft
 * shares of unit variance).
 *
 * <p>The distance is a sum over columns, so with independent columns the Shapley value of a column
 * is exactly its term minus the term's expectation over the reference rows, {@code variance + (mean
 * - centre)^2}. O(width) per cluster, no allocation. Immutable and thread-safe.
 */
public final class ClusterComponent extends Component {
  private final Preprocessing preprocessing;
  private final double[][] centres;
  private final double[] means;
  private final double[] variances;
  private final double[] baselines;
  private final int[] inputOfColumn;

  /**
   * @param centres one row of {@code preprocessing.width()} per cluster
   * @param means of each column over the reference rows, against which rows are explained
   * @param variances of each column over the reference rows (divided by n), not negative
   */
  public ClusterComponent(
      Preprocessing preprocessing, double[][] centres, double[] means, double[] variances) {
    int width = preprocessing.width();
    require(centres.length > 0, "a cluster component needs at least one centre");
    require(
        means.length == width && variances.length == width,
        "%s means and %s variances for %s columns",
        means.length,
        variances.length,
        width);
    this.preprocessing = preprocessing;
    this.means = finite(means.clone(), "reference mean");
    this.variances = finite(variances.clone(), "reference variance");
    for (double variance : variances) {
      require(variance >= 0, "a reference variance is %s", variance);
    }
    this.centres = new double[centres.length][];
    this.baselines = new double[centres.length];
    this.inputOfColumn = preprocessing.inputOfColumn();
    double[] bounds = preprocessing.bounds();
    for (int k = 0; k < centres.length; k++) {
      require(
          centres[k].length == width, "%s coordinates for %s columns", centres[k].length, width);
      this.centres[k] = finite(centres[k].clone(), "coordinate of a centre");
      double largest = 0;
      for (int j = 0; j < width; j++) {
        double farthest = Math.max(bounds[j], Math.abs(means[j])) + Math.abs(centres[k][j]);
        largest += variances[j] + farthest * farthest;
        baselines[k] -= expected(k, j);
      }
      finite(largest, "the largest possible distance");
    }
  }

  /** The expected square of the distance along one column. */
  private double expected(int cluster, int column) {
    double shift = means[column] - centres[cluster][column];
    return variances[column] + shift * shift;
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** A copy of the coordinates of one centre. */
  public double[] centre(int cluster) {
    return centres[cluster].clone();
  }

  /** A copy of the reference means of the columns. */
  public double[] means() {
    return means.clone();
  }

  /** A copy of the reference variances of the columns. */
  public double[] variances() {
    return variances.clone();
  }

  @Override
  public int marginCount() {
    return centres.length;
  }

  @Override
  public void margins(double[] row, double[] out, Scratch scratch) {
    double[] design = scratch.design(means.length);
    preprocessing.transform(row, design);
    for (int k = 0; k < centres.length; k++) {
      double[] centre = centres[k];
      double sum = 0;
      for (int j = 0; j < centre.length; j++) {
        double shift = design[j] - centre[j];
        sum += shift * shift;
      }
      out[k] = -sum;
    }
  }

  /** Index of the nearest centre, the first of equals. */
  public int nearest(double[] row, Scratch scratch) {
    double[] part = scratch.part(centres.length);
    margins(row, part, scratch);
    return Shares.top(part, centres.length);
  }

  /** Euclidean distance to a centre. */
  public double distance(double[] row, int cluster, Scratch scratch) {
    double[] part = scratch.part(centres.length);
    margins(row, part, scratch);
    return Math.sqrt(-part[cluster]);
  }

  /** Sum over the rows of the squared distance to the nearest centre; 0 for no rows. */
  public double inertia(Iterable<double[]> rows) {
    var scratch = new Scratch();
    double[] part = new double[centres.length];
    double sum = 0;
    for (double[] row : rows) {
      margins(row, part, scratch);
      sum -= part[Shares.top(part, centres.length)];
    }
    return sum;
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
    double[] design = scratch.design(means.length);
    preprocessing.transform(row, design);
    for (int j = 0; j < means.length; j++) {
      double shift = design[j] - centres[output][j];
      contributions[inputOfColumn[j]] += weight * (expected(output, j) - shift * shift);
    }
  }

  @Override
  void requireInputs(List<Input> inputs) {
    preprocessing.requireInputs(inputs);
  }
}
