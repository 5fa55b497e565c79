package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** shap 0.44.1 LinearExplainer, independent masker over 50 background rows. */
class LinearShapGoldenTest {
  private static final Node.Fields GOLDEN = Golden.json("explain/linear_shap.json");

  @ParameterizedTest
  @ValueSource(strings = {"linear_regression", "logistic_log_odds"})
  void contributionsAreThoseOfShap(String name) {
    List<Input> inputs = IntStream.range(0, 6).mapToObj(i -> Input.numeric("x" + i)).toList();
    List<double[]> background = Golden.matrix(GOLDEN.at("background"));
    double[] means =
        IntStream.range(0, 6)
            .mapToDouble(j -> background.stream().mapToDouble(r -> r[j]).average().orElseThrow())
            .toArray();
    Node.Fields golden = GOLDEN.fields(name);
    var preprocessing =
        new Preprocessing(
            IntStream.range(0, 6)
                .mapToObj(j -> new Preprocessing.Numeric(j, 0, false, -100, 100, false, 0, 1))
                .toList());
    var linear =
        new LinearComponent(
            preprocessing,
            new double[][] {golden.numbers("coef")},
            Golden.vector(golden.at("intercept")),
            means);
    Model model = ModelBuilder.regression(inputs).add(1, linear).build();

    List<double[]> rows = Golden.matrix(GOLDEN.at("X_query"));
    List<double[]> phi = Golden.matrix(golden.at("phi"));

    for (int i = 0; i < rows.size(); i++) {
      Explanation explanation = model.explain(rows.get(i));
      assertThat(explanation.baseline())
          .isCloseTo(Golden.vector(golden.at("base"))[0], within(1e-9));
      assertThat(explanation.contributions()).containsExactly(phi.get(i), within(1e-9));
    }
  }
}
