package org.plumbline.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.TreeComponent;
import org.plumbline.scoring.exchange.XgboostImport;

/**
 * The model of the field's common claim: 300 trees of depth 6, or deeper, over 30 features, trained
 * by XGBoost on seeded data with 5 % missing values, held both by XGBoost and by us.
 */
record BoostedModel(Booster booster, Forest forest, Model model, float[] rows) {
  static final int FEATURES = 30;
  static final int TREES = 300;
  private static final int DEPTH = 6;
  private static final int ROWS = 50_000;

  static BoostedModel train() {
    return train(DEPTH);
  }

  static BoostedModel train(int depth) {
    var random = new SplittableRandom(42);
    float[] rows = new float[ROWS * FEATURES];
    float[] labels = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double margin = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        float value = (float) random.nextGaussian();
        margin += Math.sin(value * (1 + feature % 5)) / (1 + feature % 7);
        rows[row * FEATURES + feature] = random.nextInt(20) == 0 ? Float.NaN : value;
      }
      labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    }
    try {
      var matrix = new DMatrix(rows, ROWS, FEATURES, Float.NaN);
      matrix.setLabel(labels);
      Map<String, Object> settings =
          Map.of(
              "objective",
              "binary:logistic",
              "tree_method",
              "hist",
              "max_depth",
              depth,
              "eta",
              0.1,
              "nthread",
              2,
              "seed",
              42);
      Booster booster = XGBoost.train(matrix, settings, TREES, Map.of(), null, null);
      booster.setParam("nthread", 1);
      Forest forest = XgboostImport.trees(booster.toByteArray("ubj"));
      return new BoostedModel(booster, forest, ours(forest), rows);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not train the benchmark's model", e);
    }
  }

  private static Model ours(Forest forest) {
    List<Input> inputs =
        IntStream.range(0, FEATURES).mapToObj(i -> Input.numeric("f" + i)).toList();
    return ModelBuilder.binary(inputs, "no", "yes")
        .add(1, new TreeComponent(Encoding.of(inputs, 0), forest))
        .build();
  }

  double[] row(int index) {
    double[] row = new double[FEATURES];
    for (int feature = 0; feature < FEATURES; feature++) {
      row[feature] = rows[index * FEATURES + feature];
    }
    return row;
  }

  /** The first rows, one after the other. */
  float[] first(int count) {
    return Arrays.copyOf(rows, count * FEATURES);
  }

  DMatrix matrix(int index) throws XGBoostError {
    float[] row = new float[FEATURES];
    System.arraycopy(rows, index * FEATURES, row, 0, FEATURES);
    return new DMatrix(row, 1, FEATURES, Float.NaN);
  }
}
