package org.plumbline.scoring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Tree;

class BackgroundShapTest {
  private static final Accuracy SHAP =
      Accuracy.of("TreeSHAP, interventional", "shap 0.44.1 TreeExplainer", 1e-6, 0);
  private static final Accuracy EXACT =
      Accuracy.of("Shapley values of a function", "shap 0.44.1 Exact", 1e-9, 0);

  @ParameterizedTest
  @CsvSource({
    "decision_tree_regressor_depth3, false",
    "random_forest_regressor_8x4, true",
    "gbm_classifier_12x3_logodds, false",
    "random_forest_classifier_6x3_class1_probability, true"
  })
  void contributionsAreThoseOfShap(String name, boolean mean) {
    Golden golden = Golden.load("explain/sklearn_trees.json");
    Golden model = golden.at("models", name);
    List<Tree> trees = GoldenTrees.of(model);
    double[][] background = golden.matrix("background");
    double[][] expected = model.matrix("interventional_bg50", "phi");
    double[][] rows = golden.matrix("X_query");
    double share = mean ? 1.0 / trees.size() : 1;
    double start = model.has("init_log_odds") ? model.number("init_log_odds") : 0;

    var shap = new BackgroundShap(trees, 6, GoldenTrees.below(background), background.length);

    SHAP.check(
        name + " base",
        start + share * shap.expected(),
        model.number("interventional_bg50", "base"));
    for (int i = 0; i < rows.length; i++) {
      double[] out = new double[6];
      shap.contributions(GoldenTrees.below(rows[i]), out, new Workspace());
      SHAP.checkAll(name, Arrays.stream(out).map(phi -> share * phi).toArray(), expected[i]);
    }
  }

  @Test
  void theDefinitionAgreesWithShapOnAnyFunction() {
    Golden golden = Golden.load("explain/exact_shapley.json");
    double[][] background = golden.matrix("background");
    double[][] rows = golden.matrix("X_query");
    double[][] expected = golden.matrix("phi");

    for (int i = 0; i < rows.length; i++) {
      EXACT.checkAll(
          "row " + i,
          ExactShapley.of(BackgroundShapTest::function, rows[i], background),
          expected[i]);
    }
    double base =
        Arrays.stream(background).mapToDouble(BackgroundShapTest::function).average().orElseThrow();
    EXACT.check("base", base, golden.numbers("base")[0]);
  }

  private static double function(double[] x) {
    return Math.sin(x[0]) + x[1] * x[2] + Math.max(x[3], 0) * x[4] - 0.5 * x[5] * x[5];
  }

  @Property(tries = 60)
  void contributionsAreThoseOfTheDefinitionAtAnyDepth(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 6);
    int rows = random.between(1, 20);
    // Two dozen features on a path are not tabled; here the depth alone forbids it.
    int depth = random.between(0, 2) == 0 ? 24 : random.between(0, 6);
    List<Tree> trees =
        IntStream.range(0, random.between(1, 6))
            .mapToObj(t -> random.tree(features, depth, depth > 6 ? 0.6 : 0.9))
            .toList();
    float[] background = random.rows(features, rows);
    float[] row = random.rows(features, 1);
    double[] expected =
        ExactShapley.of(
            x -> trees.stream().mapToDouble(tree -> tree.value(GoldenTrees.floats(x))).sum(),
            doubles(row),
            matrix(background, features));

    var shap = new BackgroundShap(trees, features, background, rows);
    double[] out = new double[features];
    shap.contributions(row, out, new Workspace());

    assertThat(out).containsExactly(expected, within(1e-9));
    double answer = trees.stream().mapToDouble(tree -> tree.value(row)).sum();
    assertThat(shap.expected() + Arrays.stream(out).sum()).isCloseTo(answer, within(1e-9));
  }

  @Test
  void pathsOfManyFeaturesAreSummedPairByPair() {
    var random = new RandomForests(5);
    List<Tree> trees = List.of(random.tree(30, 14, 1));
    float[] background = random.rows(30, 40);
    float[] row = random.rows(30, 1);
    double[] out = new double[30];

    var shap = new BackgroundShap(trees, 30, background, 40);
    shap.contributions(row, out, new Workspace());

    assertThat(shap.expected() + Arrays.stream(out).sum())
        .isCloseTo(trees.getFirst().value(row), within(1e-9));
  }

  @Test
  void aBackgroundNeedsRows() {
    List<Tree> none = Collections.emptyList();

    assertThatThrownBy(() -> new BackgroundShap(none, 2, new float[0], 0))
        .hasMessageContaining("background of 0 rows");
    assertThatThrownBy(() -> new BackgroundShap(none, 2, new float[3], 2))
        .hasMessageContaining("background of 2 rows");
    assertThatThrownBy(() -> ExactShapley.of(x -> 0, new double[21], new double[1][21]))
        .hasMessageContaining("21 features");
    assertThatThrownBy(() -> ExactShapley.of(x -> 0, new double[1], new double[0][]))
        .hasMessageContaining("0 rows");
  }

  private static double[] doubles(float[] row) {
    double[] doubles = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      doubles[j] = row[j];
    }
    return doubles;
  }

  private static double[][] matrix(float[] rows, int width) {
    double[][] matrix = new double[rows.length / width][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = doubles(Arrays.copyOfRange(rows, i * width, (i + 1) * width));
    }
    return matrix;
  }
}
