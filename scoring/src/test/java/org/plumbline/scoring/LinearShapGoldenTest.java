package org.plumbline.scoring;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

/** shap 0.44.1 LinearExplainer, independent masker over 50 background rows. */
class LinearShapGoldenTest {
  private static final Accuracy SHAP =
      Accuracy.of("Linear SHAP", "shap 0.44.1 LinearExplainer", 1e-9, 0);
  private static final Golden GOLDEN = Golden.load("explain/linear_shap.json");

  @ParameterizedTest
  @ValueSource(strings = {"linear_regression", "logistic_log_odds"})
  void contributionsAreThoseOfShap(String name) {
    List<Input> inputs = IntStream.range(0, 6).mapToObj(i -> Input.numeric("x" + i)).toList();
    List<double[]> background = List.of(GOLDEN.matrix("background"));
    double[] means =
        IntStream.range(0, 6)
            .mapToDouble(j -> background.stream().mapToDouble(r -> r[j]).average().orElseThrow())
            .toArray();
    Golden golden = GOLDEN.at(name);
    var preprocessing =
        new Preprocessing(
            IntStream.range(0, 6)
                .mapToObj(j -> new Preprocessing.Numeric(j, 0, false, -100, 100, false, 0, 1))
                .toList());
    var linear =
        new LinearComponent(
            preprocessing,
            new double[][] {golden.numbers("coef")},
            new double[] {golden.number("intercept")},
            means);
    Model model = ModelBuilder.regression(inputs).add(1, linear).build();

    double[][] rows = GOLDEN.matrix("X_query");
    double[][] phi = golden.matrix("phi");

    for (int i = 0; i < rows.length; i++) {
      Explanation explanation = model.explain(rows[i]);
      SHAP.check(name + " base", explanation.baseline(), golden.number("base"));
      SHAP.checkAll(name, explanation.contributions(), phi[i]);
    }
  }
}
