package org.plumbline.scoring.kernel;

import java.util.List;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Tree;

/** scikit-learn's trees, given node by node. */
final class GoldenTrees {
  private GoldenTrees() {}

  static List<Tree> of(Golden model) {
    return model.at("trees").items().stream().map(GoldenTrees::tree).toList();
  }

  static float[] floats(double[] row) {
    float[] floats = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      floats[j] = (float) row[j];
    }
    return floats;
  }

  /**
   * The largest floats not above: SHAP compares a background in double, and one value of the file
   * lies between a threshold and the next float.
   */
  static float[] below(double[] row) {
    float[] floats = floats(row);
    for (int j = 0; j < row.length; j++) {
      floats[j] = floats[j] > row[j] ? Math.nextDown(floats[j]) : floats[j];
    }
    return floats;
  }

  static float[] below(double[][] rows) {
    int width = rows[0].length;
    float[] floats = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(below(rows[i]), 0, floats, i * width, width);
    }
    return floats;
  }

  /** scikit-learn goes left where {@code x <= t}: where {@code x < next float above t}. */
  private static Tree tree(Golden node) {
    double[] left = node.numbers("children_left");
    double[] right = node.numbers("children_right");
    double[] feature = node.numbers("feature");
    double[] threshold = node.numbers("threshold");
    int n = left.length;
    int[] features = new int[n];
    float[] thresholds = new float[n];
    int[] lefts = new int[n];
    int[] rights = new int[n];
    for (int i = 0; i < n; i++) {
      lefts[i] = (int) left[i];
      rights[i] = (int) right[i];
      features[i] = lefts[i] < 0 ? -1 : (int) feature[i];
      float t = (float) threshold[i];
      thresholds[i] = lefts[i] < 0 ? 0 : Math.nextUp(t > threshold[i] ? Math.nextDown(t) : t);
    }
    return new Tree(
        features,
        thresholds,
        new boolean[n],
        lefts,
        rights,
        node.numbers("value"),
        node.numbers("node_sample_weight"));
  }
}
