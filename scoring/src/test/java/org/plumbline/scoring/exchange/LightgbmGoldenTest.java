package org.plumbline.scoring.exchange;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Model;

/** lightgbm 3.3.5: margins, probabilities and pred_contrib of a text model. */
class LightgbmGoldenTest {
  private static final Accuracy SCORES =
      Accuracy.of("LightGBM import, scores", "LightGBM 3.3.5", 1e-14, 1e-14);
  private static final Accuracy CONTRIBUTIONS =
      Accuracy.of("LightGBM import, contributions", "LightGBM 3.3.5 pred_contrib", 1e-9, 0);

  @Test
  void scoresAndContributionsAreThoseOfLightgbm() {
    Golden golden = Golden.load("explain/lightgbm.json");
    Model model =
        LightgbmImport.read(Golden.bytes("explain/" + golden.at("model_file").text())).model();
    double[][] rows = golden.matrix("X_query_null_is_missing");
    double[] margins = golden.numbers("raw_margin");
    double[] probabilities = golden.numbers("probability");
    double[][] contributions = golden.matrix("pred_contrib_last_column_is_bias");

    for (int i = 0; i < rows.length; i++) {
      Explanation explanation = model.explain(rows[i]);
      SCORES.check("margin " + i, explanation.margin(), margins[i]);
      SCORES.check("probability " + i, model.score(rows[i]), probabilities[i]);
      CONTRIBUTIONS.checkAll(
          "row " + i, explanation.contributions(), Arrays.copyOf(contributions[i], 6));
      CONTRIBUTIONS.check("bias " + i, explanation.baseline(), contributions[i][6]);
    }
  }
}
