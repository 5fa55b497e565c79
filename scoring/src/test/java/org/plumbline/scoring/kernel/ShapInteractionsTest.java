package org.plumbline.scoring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;
import org.plumbline.scoring.exchange.XgboostImport;

class ShapInteractionsTest {
  private static final Accuracy SHAP =
      Accuracy.of("SHAP interaction values", "shap 0.44.1 TreeExplainer", 1e-6, 0);
  private static final Accuracy XGBOOST =
      Accuracy.of("SHAP interaction values", "xgboost 1.7.4 pred_interactions", 1e-5, 0);

  @Test
  void interactionsOfOneTreeAreThoseOfShap() {
    Golden golden = Golden.load("explain/sklearn_trees.json");
    Golden model = golden.at("models", "decision_tree_regressor_depth3");
    double[][] rows = golden.matrix("X_query");
    List<Golden> expected = model.at("interaction_path_dependent_first3").items();
    var interactions = new ShapInteractions(GoldenTrees.of(model), 6);

    for (int i = 0; i < expected.size(); i++) {
      double[] out = new double[36];
      interactions.interactions(GoldenTrees.floats(rows[i]), out, new Workspace());
      SHAP.checkAll("row " + i, out, flat(expected.get(i), 6));
    }
  }

  @Test
  void interactionsOfAForestAreThoseOfXgboost() {
    Golden golden = Golden.load("explain/xgboost_contribs.json");
    double[][] rows = golden.matrix("X_query_null_is_missing");
    List<Golden> expected = golden.at("pred_interactions_first3").items();
    Forest forest = XgboostImport.trees(Golden.bytes("explain/xgboost_15x3.json"));
    var interactions = new ShapInteractions(forest.trees(), 6);

    for (int i = 0; i < expected.size(); i++) {
      double[] out = new double[36];
      interactions.interactions(GoldenTrees.floats(rows[i]), out, new Workspace());
      XGBOOST.checkAll("row " + i, out, flat(expected.get(i), 6));
    }
  }

  /** The first columns of the first rows: XGBoost appends the bias. */
  private static double[] flat(Golden matrix, int size) {
    List<Golden> rows = matrix.items();
    double[] flat = new double[size * size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(rows.get(i).numbers(), 0, flat, i * size, size);
    }
    return flat;
  }

  @Property(tries = 80)
  void theMatrixIsSymmetricAndItsRowsSumToTheContributions(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 9);
    List<Tree> trees =
        IntStream.range(0, random.between(1, 5))
            .mapToObj(t -> random.tree(features, random.between(0, 9), 0.8))
            .toList();
    var forest = new Forest(features, new float[1], trees, new int[trees.size()]);
    float[] row = random.rows(features, 1);
    double[] contributions = new double[features];
    new TreeShap(forest).contributions(row, 0, contributions, new Workspace());

    double[] out = new double[features * features];
    new ShapInteractions(trees, features).interactions(row, out, new Workspace());

    for (int i = 0; i < features; i++) {
      double sum = 0;
      for (int j = 0; j < features; j++) {
        sum += out[i * features + j];
        assertThat(out[i * features + j]).isEqualTo(out[j * features + i]);
      }
      assertThat(sum).isCloseTo(contributions[i], within(1e-9));
    }
  }
}
