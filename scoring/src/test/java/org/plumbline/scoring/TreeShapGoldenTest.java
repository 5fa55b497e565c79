package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.kernel.Keys;
import org.plumbline.scoring.kernel.TreeShap;
import org.plumbline.scoring.kernel.Workspace;

/**
 * shap 0.44.1 TreeExplainer(tree_path_dependent) of scikit-learn 1.2.1 trees given node by node.
 */
class TreeShapGoldenTest {
  private static final Accuracy SHAP =
      Accuracy.of("TreeSHAP, path-dependent", "shap 0.44.1 TreeExplainer", 1e-9, 0);
  private static final Accuracy TREES =
      Accuracy.of("Trees, given node by node", "scikit-learn 1.2.1", 1e-12, 0);
  private static final Golden GOLDEN = Golden.load("explain/sklearn_trees.json");

  @ParameterizedTest
  @CsvSource({
    "decision_tree_regressor_depth3, false",
    "random_forest_regressor_8x4, true",
    "gbm_classifier_12x3_logodds, false",
    "random_forest_classifier_6x3_class1_probability, true"
  })
  void contributionsAreThoseOfShap(String name, boolean mean) {
    Golden model = GOLDEN.at("models", name);
    List<Tree> trees = model.at("trees").items().stream().map(TreeShapGoldenTest::sklearn).toList();
    double[][] rows = GOLDEN.matrix("X_query");
    double[][] expected = model.matrix("path_dependent", "phi");
    double share = mean ? 1.0 / trees.size() : 1;
    double start = model.has("init_log_odds") ? model.number("init_log_odds") : 0;
    double[] answers = answers(model);
    double expectation = share * trees.stream().mapToDouble(Tree::expectedValue).sum();
    SHAP.check(name + " base", start + expectation, base(model.at("path_dependent")));

    for (int i = 0; i < rows.length; i++) {
      float[] row = Floats.of(rows[i]);
      double[] fast = new double[6];
      double[] plain = new double[6];
      for (Tree tree : trees) {
        int[] keys = new int[Keys.count(6)];
        Keys.fill(row, 6, keys);
        new TreeShap.Kernel(tree, new ArrayList<>()).add(keys, fast, new Workspace());
        PlainTreeShap.add(tree, row, plain);
      }
      double answer = start + share * trees.stream().mapToDouble(tree -> tree.value(row)).sum();
      TREES.check(name, answer, answers[i]);
      for (int j = 0; j < 6; j++) {
        SHAP.check(name, fast[j] * share, expected[i][j]);
        assertThat(fast[j]).isCloseTo(plain[j], within(1e-12));
      }
    }
  }

  private static double[] answers(Golden model) {
    return model.numbers(model.has("raw_margin") ? "raw_margin" : "prediction");
  }

  /** SHAP writes one number for each output, or the number alone. */
  private static double base(Golden explained) {
    return explained.at("base").toString().endsWith("(ARRAY)")
        ? explained.numbers("base")[0]
        : explained.number("base");
  }

  /** scikit-learn goes left where {@code x <= t}: where {@code x < next float above t}. */
  private static Tree sklearn(Golden node) {
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
