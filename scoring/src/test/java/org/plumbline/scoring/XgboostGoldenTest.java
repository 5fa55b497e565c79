package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** xgboost 1.7.4: predictions to the bit, pred_contribs to the float noise of the reference. */
class XgboostGoldenTest {
  private static final List<Input> INPUTS =
      IntStream.range(0, 6).mapToObj(i -> Input.numeric("f" + i)).toList();

  private static TreeComponent component(String file) {
    return new TreeComponent(
        Encoding.of(INPUTS, 0), XgboostImport.trees(Golden.bytes("explain/" + file)));
  }

  @Test
  void binaryMarginsAreEqualToTheBitAndContributionsAgree() {
    Node.Fields golden = Golden.json("explain/xgboost_contribs.json");
    Model model =
        ModelBuilder.binary(INPUTS, "no", "yes").add(1, component("xgboost_15x3.json")).build();

    List<double[]> rows = Golden.matrix(golden.at("X_query_null_is_missing"));
    double[] margins = golden.numbers("raw_margin");
    double[] probabilities = golden.numbers("probability");
    List<double[]> phi = Golden.matrix(golden.at("pred_contribs_last_column_is_bias"));

    for (int i = 0; i < rows.size(); i++) {
      Explanation explanation = model.explain(rows.get(i));
      assertThat(explanation.margin()).isEqualTo(margins[i]);
      assertThat(model.score(rows.get(i))).isCloseTo(probabilities[i], within(1e-6));
      assertAgrees(explanation, phi.get(i));
    }
  }

  @Test
  void multiclassMarginsAreEqualToTheBitAndContributionsAgree() {
    Node.Fields golden = Golden.json("explain/xgboost_multiclass.json");
    Model model =
        ModelBuilder.multiclass(INPUTS, List.of("a", "b", "c"))
            .add(1, component("xgboost_multiclass_6x3.json"))
            .build();

    List<double[]> rows = Golden.matrix(golden.at("X_query"));
    List<double[]> margins = Golden.matrix(golden.at("raw_margin"));
    List<double[]> probabilities = Golden.matrix(golden.at("probability"));
    List<Node> phi = golden.items("pred_contribs_class_feature");

    for (int i = 0; i < rows.size(); i++) {
      double[] out = new double[3];
      model.margins(rows.get(i), out);
      assertThat(out).isEqualTo(margins.get(i));
      model.probabilities(rows.get(i), out);
      assertThat(out).containsExactly(probabilities.get(i), within(1e-6));
      List<double[]> byClass = Golden.matrix(phi.get(i));
      for (int k = 0; k < 3; k++) {
        assertAgrees(model.explain(rows.get(i), k), byClass.get(k));
      }
    }
  }

  @Test
  void regressionValuesAreEqualToTheBitAndContributionsAgree() {
    Node.Fields golden = Golden.json("explain/xgboost_reg.json");
    Model model =
        ModelBuilder.regression(INPUTS).add(1, component("xgboost_reg_10x4.json")).build();

    List<double[]> rows = Golden.matrix(golden.at("X_query_null_is_missing"));
    double[] predictions = golden.numbers("prediction");
    List<double[]> phi = Golden.matrix(golden.at("pred_contribs"));

    for (int i = 0; i < rows.size(); i++) {
      assertThat(model.score(rows.get(i))).isEqualTo(predictions[i]);
      assertAgrees(model.explain(rows.get(i)), phi.get(i));
    }
  }

  private static void assertAgrees(Explanation explanation, double[] phiAndBias) {
    double sum = explanation.baseline();
    for (int j = 0; j < 6; j++) {
      assertThat(explanation.contribution(j)).isCloseTo(phiAndBias[j], within(1e-5));
      sum += explanation.contribution(j);
    }
    assertThat(explanation.baseline()).isCloseTo(phiAndBias[6], within(1e-5));
    assertThat(sum).isCloseTo(explanation.margin(), within(1e-12));
  }
}
