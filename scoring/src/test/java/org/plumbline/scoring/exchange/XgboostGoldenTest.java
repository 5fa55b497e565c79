package org.plumbline.scoring.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.TreeComponent;

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
    Golden golden = Golden.load("explain/xgboost_contribs.json");
    Model model =
        ModelBuilder.binary(INPUTS, "no", "yes").add(1, component("xgboost_15x3.json")).build();

    double[][] rows = golden.matrix("X_query_null_is_missing");
    double[] margins = golden.numbers("raw_margin");
    double[] probabilities = golden.numbers("probability");
    double[][] phi = golden.matrix("pred_contribs_last_column_is_bias");

    for (int i = 0; i < rows.length; i++) {
      Explanation explanation = model.explain(rows[i]);
      assertThat(explanation.margin()).isEqualTo(margins[i]);
      assertThat(model.score(rows[i])).isCloseTo(probabilities[i], within(1e-6));
      assertAgrees(explanation, phi[i]);
    }
  }

  @Test
  void multiclassMarginsAreEqualToTheBitAndContributionsAgree() {
    Golden golden = Golden.load("explain/xgboost_multiclass.json");
    Model model =
        ModelBuilder.multiclass(INPUTS, List.of("a", "b", "c"))
            .add(1, component("xgboost_multiclass_6x3.json"))
            .build();

    double[][] rows = golden.matrix("X_query");
    double[][] margins = golden.matrix("raw_margin");
    double[][] probabilities = golden.matrix("probability");
    List<Golden> phi = golden.at("pred_contribs_class_feature").items();

    for (int i = 0; i < rows.length; i++) {
      double[] out = new double[3];
      model.margins(rows[i], out);
      assertThat(out).isEqualTo(margins[i]);
      model.probabilities(rows[i], out);
      assertThat(out).containsExactly(probabilities[i], within(1e-6));
      double[][] byClass = phi.get(i).matrix();
      for (int k = 0; k < 3; k++) {
        assertAgrees(model.explain(rows[i], k), byClass[k]);
      }
    }
  }

  @Test
  void regressionValuesAreEqualToTheBitAndContributionsAgree() {
    Golden golden = Golden.load("explain/xgboost_reg.json");
    Model model =
        ModelBuilder.regression(INPUTS).add(1, component("xgboost_reg_10x4.json")).build();

    double[][] rows = golden.matrix("X_query_null_is_missing");
    double[] predictions = golden.numbers("prediction");
    double[][] phi = golden.matrix("pred_contribs");

    for (int i = 0; i < rows.length; i++) {
      assertThat(model.score(rows[i])).isEqualTo(predictions[i]);
      assertAgrees(model.explain(rows[i]), phi[i]);
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
