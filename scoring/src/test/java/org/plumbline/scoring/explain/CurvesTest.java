package org.plumbline.scoring.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Input;

class CurvesTest {
  private static double product(double[] row) {
    return row[0] * row[1];
  }

  @Test
  void partialDependenceAgreesWithScikitLearn() {
    Golden golden = Golden.load("explain/pdp_ice.json");
    ToDoubleFunction<double[]> model = boosted();
    double[][] rows = golden.matrix("X");
    double[] grid = golden.numbers("grid");
    int feature = (int) golden.number("feature");

    PartialDependence curve = PartialDependence.of(model, rows, feature, grid);

    Accuracy.of("Partial dependence", "scikit-learn 1.2.1 partial_dependence, brute", 1e-9, 0)
        .checkAll("log-odds classifier", curve.mean(), golden.numbers("pdp_probability"));
    double[][] individual = golden.matrix("ice_first5");
    Accuracy ice = Accuracy.of("Individual conditional expectation", "scikit-learn 1.2.1", 1e-9, 0);
    for (int i = 0; i < individual.length; i++) {
      ice.checkAll(
          "row " + i, PartialDependence.individual(model, rows[i], feature, grid), individual[i]);
    }
  }

  @Test
  void theModelOfTheCurvesIsThatOfTheFile() {
    Golden golden = Golden.load("explain/sklearn_trees.json");
    double[][] rows = golden.matrix("X_query");
    double[] expected = golden.numbers("models", "gbm_classifier_12x3_logodds", "probability");

    for (int i = 0; i < rows.length; i++) {
      Accuracy.of("Boosted trees, probability", "scikit-learn 1.2.1", 1e-12, 0)
          .check("row " + i, boosted().applyAsDouble(rows[i]), expected[i]);
    }
  }

  /** The boosted classifier of the golden file, walked plainly. */
  private static ToDoubleFunction<double[]> boosted() {
    Golden model =
        Golden.load("explain/sklearn_trees.json").at("models", "gbm_classifier_12x3_logodds");
    double start = model.number("init_log_odds");
    List<ToDoubleFunction<double[]>> trees =
        model.at("trees").items().stream().map(CurvesTest::tree).toList();
    return row -> {
      double margin = start + trees.stream().mapToDouble(t -> t.applyAsDouble(row)).sum();
      return 1 / (1 + Math.exp(-margin));
    };
  }

  private static ToDoubleFunction<double[]> tree(Golden tree) {
    double[] left = tree.numbers("children_left");
    double[] right = tree.numbers("children_right");
    double[] feature = tree.numbers("feature");
    double[] threshold = tree.numbers("threshold");
    double[] value = tree.numbers("value");
    return row -> {
      int node = 0;
      while (left[node] >= 0) {
        boolean goesLeft = (float) row[(int) feature[node]] <= threshold[node];
        node = (int) (goesLeft ? left[node] : right[node]);
      }
      return value[node];
    };
  }

  @Test
  void aSurfaceOfAProductIsTheProduct() {
    double[][] rows = {{7, 8}, {9, 10}};

    double[][] surface =
        PartialDependence.surface(
            CurvesTest::product, rows, 0, new double[] {1, 2}, 1, new double[] {3, 5, 7});

    assertThat(surface).isDeepEqualTo(new double[][] {{3, 5, 7}, {6, 10, 14}});
    assertThat(rows).isDeepEqualTo(new double[][] {{7, 8}, {9, 10}});
    assertThatThrownBy(
            () ->
                PartialDependence.surface(
                    CurvesTest::product, rows, 1, new double[1], 1, new double[1]))
        .hasMessageContaining("two inputs");
  }

  @Test
  void curvesNeedRowsAndAnInputThatExists() {
    double[][] rows = {{1, 2}};

    assertThatThrownBy(() -> PartialDependence.of(CurvesTest::product, new double[0][], 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no rows");
    assertThatThrownBy(() -> PartialDependence.of(CurvesTest::product, rows, 2, 1))
        .hasMessageContaining("no input 2 among 2");
    assertThatThrownBy(() -> AccumulatedEffects.of(CurvesTest::product, rows, -1, 4))
        .hasMessageContaining("no input -1");
    assertThatThrownBy(() -> AccumulatedEffects.of(CurvesTest::product, rows, 0, 0))
        .hasMessageContaining("0 intervals");
    assertThat(PartialDependence.of(CurvesTest::product, rows, 0).mean()).isEmpty();
  }

  @Test
  void accumulatedEffectsFollowTheRowsThatExist() {
    // x1 = x0, so near x0 = v the score x0 * x1 changes by v for each unit of x0: v²/2 in all.
    double[][] rows = new double[1_001][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i / 100.0, i / 100.0};
    }

    AccumulatedEffects curve = AccumulatedEffects.of(CurvesTest::product, rows, 0, 100);

    double first = curve.effect()[0];
    for (int k = 0; k < curve.edges().length; k++) {
      double v = curve.edges()[k];
      assertThat(curve.effect()[k] - first).isCloseTo(v * v / 2, within(0.1));
    }
    assertThat(Arrays.stream(curve.rows()).sum()).isEqualTo(1_001);
  }

  @Test
  void accumulatedEffectsByHand() {
    double[][] rows = {{0, 1}, {1, 1}, {2, 3}, {Double.NaN, 9}};

    AccumulatedEffects curve = AccumulatedEffects.of(CurvesTest::product, rows, 0, 2);

    // Steps: rows 0 and 1 from 0 to 1 at x1 = 1, row 2 from 1 to 2 at x1 = 3: curve 0, 1, 4 with
    // mean (2 · 0.5 + 1 · 2.5) / 3.
    double mean = 3.5 / 3;
    assertThat(curve.edges()).containsExactly(0, 1, 2);
    assertThat(curve.effect())
        .containsExactly(new double[] {-mean, 1 - mean, 4 - mean}, within(1e-15));
    assertThat(curve.rows()).containsExactly(0, 2, 1);
  }

  @Test
  void anInputWithoutAStepHasNoEffect() {
    AccumulatedEffects constant =
        AccumulatedEffects.of(CurvesTest::product, new double[][] {{5, 1}, {5, 2}}, 0, 10);
    AccumulatedEffects missing =
        AccumulatedEffects.of(CurvesTest::product, new double[][] {{Double.NaN, 1}}, 0, 10);

    assertThat(constant.edges()).containsExactly(5);
    assertThat(constant.effect()).containsExactly(0);
    assertThat(missing.edges()).isEmpty();
    assertThat(missing.effect()).isEmpty();
  }

  @Property(tries = 100)
  void alongALineBothCurvesHaveItsSlope(@ForAll long seed) {
    var random = new Random(seed);
    double slope = random.nextGaussian();
    double[][] rows = new double[60][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
    }
    ToDoubleFunction<double[]> line = row -> slope * row[0] + 3 * row[1];

    AccumulatedEffects effects = AccumulatedEffects.of(line, rows, 0, 8);
    PartialDependence dependence = PartialDependence.of(line, rows, 0, effects.edges());

    for (int k = 1; k < effects.edges().length; k++) {
      double step = slope * (effects.edges()[k] - effects.edges()[k - 1]);
      assertThat(effects.effect()[k] - effects.effect()[k - 1]).isCloseTo(step, within(1e-9));
      assertThat(dependence.mean()[k] - dependence.mean()[k - 1]).isCloseTo(step, within(1e-9));
    }
  }

  @Test
  void gridsShowValuesThatWereSeen() {
    double[][] rows = {{5, 1}, {1, 0}, {Double.NaN, 1}, {3, 0}, {3, Double.NaN}};

    assertThat(Grids.of(Input.numeric("x"), rows, 0, 5)).containsExactly(1, 3, 5);
    assertThat(Grids.of(Input.numeric("x"), rows, 0, 1)).containsExactly(3);
    assertThat(Grids.of(Input.categorical("c", List.of("a", "b", "c")), rows, 1, 2))
        .containsExactly(0, 1, 2);
    assertThat(Grids.of(Input.numeric("x"), new double[][] {{Double.NaN}}, 0, 5)).isEmpty();
    assertThatThrownBy(() -> Grids.of(Input.numeric("x"), rows, 0, 0))
        .hasMessageContaining("0 points");
  }

  @Test
  void aGridLeavesOutTheOuterPercent() {
    double[][] rows = new double[1_001][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i};
    }

    assertThat(Grids.of(Input.numeric("x"), rows, 0, 3)).containsExactly(10, 500, 990);
  }
}
