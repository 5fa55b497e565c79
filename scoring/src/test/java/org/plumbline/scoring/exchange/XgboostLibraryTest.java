package org.plumbline.scoring.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;

/** XGBoost 3.1.1 trains; the imported model must score as XGBoost does. */
class XgboostLibraryTest {
  private static final int FEATURES = 4;
  private static final int ROWS = 1_000;
  private static final int CATEGORIES = 30;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binary:logistic | booster=gbtree",
        "reg:logistic | booster=gbtree",
        "binary:logitraw | base_score=0.3",
        "reg:squarederror | booster=dart rate_drop=0.5 one_drop=1",
        "binary:logistic | booster=dart rate_drop=0.3 skip_drop=0.2",
        "reg:squarederror | num_parallel_tree=3 subsample=0.5",
        "reg:squaredlogerror | booster=gbtree",
        "reg:pseudohubererror | booster=gbtree",
        "reg:gamma | booster=gbtree",
        "reg:tweedie | booster=gbtree",
        "count:poisson | booster=gbtree",
        "survival:cox | booster=gbtree",
        "rank:pairwise | booster=gbtree",
        "multi:softprob | num_class=3",
        "multi:softprob | num_class=3 booster=dart rate_drop=0.3",
        "reg:squarederror | categories",
        "binary:logistic | categories max_cat_to_onehot=1",
        "binary:logistic | categories max_cat_to_onehot=100",
        "multi:softprob | categories num_class=3 max_cat_to_onehot=1"
      })
  void scoresAreThoseOfXgboost(String objective, String parameters) throws XGBoostError {
    boolean categories = parameters.startsWith("categories");
    DMatrix data = matrix(rows(ROWS, 1), categories);
    data.setLabel(labels(rows(ROWS, 1), objective));
    Booster booster = XGBoost.train(data, settings(objective, parameters), 9, Map.of(), null, null);
    float[] rows = rows(400, 2);
    float[][] expected = booster.predict(matrix(rows, categories));
    float[][] contributions = booster.predictContrib(matrix(rows, categories), 0);

    for (String format : new String[] {"json", "ubj"}) {
      Imported imported = XgboostImport.read(booster.toByteArray(format));

      Model model = imported.model();
      assertThat(imported.producer()).isEqualTo("XGBoost 3.1.1");
      int classes = model.marginCount();
      double[] ours = new double[classes];
      for (int i = 0; i < 400; i++) {
        double[] row = new double[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
          row[j] = rows[i * FEATURES + j];
        }
        double[] slots = LightgbmLibraryTest.slots(model.inputs(), row);
        ours[0] = model.score(slots);
        if (model.task() == Task.MULTICLASS) {
          model.probabilities(slots, ours);
        }
        for (int k = 0; k < classes; k++) {
          double theirs = expected[i][k];
          assertThat(ours[k]).isCloseTo(theirs, within(1e-6 * Math.max(1, Math.abs(theirs))));
          if (!parameters.contains("dart")) {
            double[] phi = model.explain(slots, k).contributions();
            int start = k * (FEATURES + 1);
            for (int j = 0; j < FEATURES; j++) {
              assertThat(phi[j]).isCloseTo(contributions[i][start + j], within(2e-5));
            }
          }
        }
      }
    }
    booster.dispose();
  }

  private static Map<String, Object> settings(String objective, String parameters) {
    var settings = new HashMap<String, Object>();
    settings.put("objective", objective);
    settings.put("nthread", 1);
    settings.put("max_depth", 4);
    settings.put("seed", 5);
    settings.put("tree_method", "hist");
    Arrays.stream(parameters.split(" "))
        .map(word -> word.split("="))
        .filter(word -> word.length == 2)
        .forEach(word -> settings.put(word[0], word[1]));
    return settings;
  }

  private static DMatrix matrix(float[] rows, boolean categories) throws XGBoostError {
    var matrix = new DMatrix(rows, rows.length / FEATURES, FEATURES, Float.NaN);
    if (categories) {
      matrix.setFeatureTypes(new String[] {"float", "float", "c", "c"});
    }
    return matrix;
  }

  /** Two numbers, a few and many categories; a tenth is missing; later rows have unseen ones. */
  private static float[] rows(int count, long seed) {
    var random = new SplittableRandom(seed);
    float[] rows = new float[count * FEATURES];
    for (int i = 0; i < rows.length; i++) {
      double x = random.nextDouble() * 4 - 2;
      rows[i] =
          (float)
              switch (i % FEATURES) {
                case 0 -> x;
                case 1 -> Math.rint(x * 2) / 2;
                case 2 -> random.nextInt(3);
                default -> random.nextInt(CATEGORIES + (seed == 1 ? 0 : 4));
              };
      if (random.nextInt(10) == 0) {
        rows[i] = Float.NaN;
      }
    }
    return rows;
  }

  private static float[] labels(float[] rows, String objective) {
    float[] labels = new float[rows.length / FEATURES];
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      for (int j = 0; j < FEATURES; j++) {
        float x = rows[i * FEATURES + j];
        sum += Float.isNaN(x) ? 0.4 : Math.sin(x * (j + 1.7));
      }
      labels[i] =
          switch (objective) {
            case "binary:logistic", "reg:logistic", "binary:logitraw" -> sum > 0 ? 1 : 0;
            case "multi:softprob" -> Math.floorMod((int) Math.floor(sum * 2), 3);
            case "rank:pairwise" -> sum > 0 ? 1 : 0;
            default -> (float) Math.exp(sum);
          };
    }
    return labels;
  }
}
