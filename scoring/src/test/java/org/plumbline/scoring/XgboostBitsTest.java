package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.scoring.exchange.XgboostImport;
import org.plumbline.scoring.kernel.PackedForest;
import org.plumbline.scoring.kernel.TreeShap;
import org.plumbline.scoring.kernel.Workspace;

/** Trains with the XGBoost of the product and compares every bit of every margin. */
class XgboostBitsTest {
  private static final int FEATURES = 12;
  private static final int TRAINING_ROWS = 2_000;
  private static final int ROWS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "binary:logistic, 1, 6, 43",
    "binary:logistic, 1, 12, 9",
    "multi:softprob, 4, 5, 11",
    "reg:squarederror, 1, 4, 30",
    "reg:absoluteerror, 1, 3, 17"
  })
  void marginsAreEqualToTheBitOnTwentyThousandRowsWithMissingValues(
      String objective, int margins, int depth, int rounds) throws XGBoostError {
    float[] training = rows(TRAINING_ROWS, 1);
    Booster booster = train(objective, margins, depth, rounds, training, Map.of());
    float[] rows = rows(ROWS, 2);
    float[][] expected = booster.predict(matrix(rows, ROWS), true);

    for (String format : List.of("ubj", "json")) {
      Forest forest = XgboostImport.trees(booster.toByteArray(format));
      var packed = new PackedForest(forest);
      var scratch = new Scratch();
      float[] plain = new float[margins];
      float[] fast = new float[margins];
      for (int i = 0; i < ROWS; i++) {
        float[] row = Arrays.copyOfRange(rows, i * FEATURES, (i + 1) * FEATURES);
        forest.margins(row, plain);
        packed.margins(row, fast, scratch.kernel());
        assertThat(plain).isEqualTo(expected[i]);
        assertThat(fast).isEqualTo(expected[i]);
      }
    }
    booster.dispose();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17, 1043, 5174, 7043, 9999})
  void baseMarginsAreEqualToTheBit(int positives) throws XGBoostError {
    var base = Map.<String, Object>of("base_score", (positives + 0.5) / 10_001);
    float[] training = rows(TRAINING_ROWS, 1);
    Booster booster = train("binary:logistic", 1, 2, 1, training, base);
    float[] rows = rows(100, 3);
    float[][] expected = booster.predict(matrix(rows, 100), true);

    Forest forest = XgboostImport.trees(booster.toByteArray("ubj"));

    float[] out = new float[1];
    for (int i = 0; i < 100; i++) {
      forest.margins(Arrays.copyOfRange(rows, i * FEATURES, (i + 1) * FEATURES), out);
      assertThat(out).isEqualTo(expected[i]);
    }
    booster.dispose();
  }

  @Test
  void contributionsAreThoseOfXgboostWithinItsFloatNoise() throws XGBoostError {
    Booster booster = train("binary:logistic", 1, 6, 40, rows(TRAINING_ROWS, 1), Map.of());
    float[] rows = rows(200, 4);
    float[][] expected = booster.predictContrib(matrix(rows, 200), 0);
    Forest forest = XgboostImport.trees(booster.toByteArray("ubj"));
    var shap = new TreeShap(forest);
    double[] phi = new double[FEATURES];

    for (int i = 0; i < 200; i++) {
      float[] row = Arrays.copyOfRange(rows, i * FEATURES, (i + 1) * FEATURES);
      double[] plain = new double[FEATURES];
      shap.contributions(row, 0, phi, new Workspace());
      forest.trees().forEach(tree -> PlainTreeShap.add(tree, row, plain));
      float[] served = new float[1];
      forest.margins(row, served);
      double residual = served[0] - forest.baseline(0) - Arrays.stream(phi).sum();
      assertThat(residual).isCloseTo(0, within(1e-5));
      for (int j = 0; j < FEATURES; j++) {
        assertThat(phi[j]).isCloseTo(plain[j], within(1e-12));
        assertThat(phi[j]).isCloseTo(expected[i][j], within(2e-5));
      }
    }
    booster.dispose();
  }

  private static Booster train(
      String objective, int margins, int depth, int rounds, float[] rows, Map<String, Object> more)
      throws XGBoostError {
    DMatrix matrix = matrix(rows, TRAINING_ROWS);
    matrix.setLabel(labels(rows, objective, margins));
    var parameters = new HashMap<String, Object>(more);
    parameters.put("objective", objective);
    parameters.put("max_depth", depth);
    parameters.put("nthread", 1);
    parameters.put("tree_method", "hist");
    parameters.put("seed", 7);
    parameters.put("min_child_weight", 0.5);
    if (margins > 1) {
      parameters.put("num_class", margins);
    }
    Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
    matrix.dispose();
    return booster;
  }

  private static DMatrix matrix(float[] rows, int count) throws XGBoostError {
    return new DMatrix(rows, count, FEATURES, Float.NaN);
  }

  /**
   * Some features are continuous, some coarse, so that rows meet thresholds exactly; 5 % missing.
   */
  private static float[] rows(int count, long seed) {
    var random = new SplittableRandom(seed);
    float[] rows = new float[count * FEATURES];
    for (int i = 0; i < rows.length; i++) {
      double x = random.nextDouble() * 4 - 2;
      double coarse = Math.rint(x * 4) / 4;
      rows[i] = (float) (random.nextDouble() < 0.05 ? Double.NaN : i % 3 == 0 ? coarse : x);
    }
    return rows;
  }

  private static float[] labels(float[] rows, String objective, int margins) {
    float[] labels = new float[rows.length / FEATURES];
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      for (int j = 0; j < FEATURES; j++) {
        float x = rows[i * FEATURES + j];
        sum += Float.isNaN(x) ? 0.7 : Math.sin(x * (j + 1));
      }
      labels[i] =
          switch (objective) {
            case "binary:logistic" -> sum > 0 ? 1 : 0;
            case "multi:softprob" -> Math.floorMod((int) Math.floor(sum), margins);
            default -> (float) sum * 100;
          };
    }
    return labels;
  }
}
