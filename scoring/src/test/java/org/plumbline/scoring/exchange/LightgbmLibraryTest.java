package org.plumbline.scoring.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;

/**
 * LightGBM 4.3.0 trains; the imported model must score and explain as LightGBM does.
 *
 * <p>Two classes at most: its Java face allots two numbers a row and overruns them with three.
 */
class LightgbmLibraryTest {
  private static final int ROWS = 1_500;
  private static final int FEATURES = 5;
  private static final int CATEGORIES = 40;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective=binary | 1",
        "objective=binary sigmoid=0.7 | 1",
        "objective=cross_entropy | 1",
        "objective=binary zero_as_missing=true | 1",
        "objective=binary use_missing=false | 1",
        "objective=multiclass num_class=2 | 2",
        "objective=regression | 1",
        "objective=regression_l1 | 1",
        "objective=huber | 1",
        "objective=quantile alpha=0.3 | 1",
        "objective=poisson | 1",
        "objective=tweedie | 1",
        "objective=gamma | 1",
        "objective=regression boosting=rf bagging_freq=1 bagging_fraction=0.6 | 1",
        "objective=binary boosting=dart | 1",
        "objective=regression max_cat_to_onehot=1 | 1",
        "objective=regression categorical_feature=4 | 1",
        "objective=binary categorical_feature=3,4 min_data_per_group=5 cat_smooth=1 | 1",
        "objective=multiclass num_class=2 categorical_feature=4 | 2"
      })
  void scoresAndContributionsAreThoseOfLightgbm(String parameters, int classes)
      throws LGBMException {
    double[] rows = rows(ROWS, 1);
    String all = parameters + " num_leaves=15 num_threads=1 verbosity=-1 seed=3";
    try (LGBMDataset data = LGBMDataset.createFromMat(rows, ROWS, FEATURES, true, all, null)) {
      data.setField("label", labels(rows, parameters));
      try (LGBMBooster booster = LGBMBooster.create(data, all)) {
        for (int i = 0; i < 12; i++) {
          booster.updateOneIter();
        }
        String file = booster.saveModelToString(0, 0, FeatureImportanceType.SPLIT);
        Model model = LightgbmImport.read(file.getBytes(UTF_8)).model();
        assertThat(Model.read(model.toBytes()).toBytes()).isEqualTo(model.toBytes());
        assertAgrees(booster, model, classes, parameters.contains("boosting=rf"));
      }
    }
  }

  private static void assertAgrees(LGBMBooster booster, Model model, int classes, boolean average)
      throws LGBMException {
    double[] rows = rows(300, 2);
    double[] scores = predict(booster, rows, PredictionType.C_API_PREDICT_NORMAL);
    double[] contributions = predict(booster, rows, PredictionType.C_API_PREDICT_CONTRIB);
    for (int i = 0; i < 300; i++) {
      double[] row = Arrays.copyOfRange(rows, i * FEATURES, (i + 1) * FEATURES);
      double[] slots = slots(model.inputs(), row);
      double[] ours = new double[classes];
      if (model.task() == Task.MULTICLASS) {
        model.probabilities(slots, ours);
      } else {
        ours[0] = model.score(slots);
      }
      double[] theirs = Arrays.copyOfRange(scores, i * classes, (i + 1) * classes);
      for (int k = 0; k < classes; k++) {
        assertThat(ours[k]).isCloseTo(theirs[k], within(1e-12 * Math.max(1, Math.abs(theirs[k]))));
      }
      if (!average) {
        double slope = model.calibration().slope();
        for (int k = 0; k < classes; k++) {
          double[] phi = model.explain(slots, k).contributions();
          int start = (i * classes + k) * (FEATURES + 1);
          for (int j = 0; j < FEATURES; j++) {
            assertThat(phi[j]).isCloseTo(slope * contributions[start + j], within(1e-9));
          }
        }
      }
    }
  }

  private static double[] predict(LGBMBooster booster, double[] rows, PredictionType type)
      throws LGBMException {
    return booster.predictForMat(rows, rows.length / FEATURES, FEATURES, true, type);
  }

  /** A category is its place in the list, one that training never saw is -1. */
  static double[] slots(List<Input> inputs, double[] row) {
    double[] slots = row.clone();
    for (int j = 0; j < slots.length; j++) {
      if (inputs.get(j).kind() == Input.Kind.CATEGORICAL && !Double.isNaN(row[j])) {
        slots[j] = inputs.get(j).categories().indexOf(Long.toString((long) row[j]));
      }
    }
    return slots;
  }

  /** Continuous, coarse with zeros, tiny, a few and many whole numbers; a tenth is missing. */
  private static double[] rows(int count, long seed) {
    var random = new SplittableRandom(seed);
    double[] rows = new double[count * FEATURES];
    for (int i = 0; i < rows.length; i++) {
      double x = random.nextDouble() * 4 - 2;
      rows[i] =
          switch (i % FEATURES) {
            case 0 -> x;
            case 1 -> Math.rint(x * 2) / 2;
            case 2 -> random.nextInt(4) == 0 ? 0 : x * 1e-3;
            case 3 -> random.nextInt(6);
            default -> random.nextInt(CATEGORIES + (seed == 1 ? 0 : 5));
          };
      if (random.nextInt(10) == 0) {
        rows[i] = Double.NaN;
      }
    }
    return rows;
  }

  private static float[] labels(double[] rows, String parameters) {
    float[] labels = new float[rows.length / FEATURES];
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      for (int j = 0; j < FEATURES; j++) {
        double x = rows[i * FEATURES + j];
        sum += Double.isNaN(x) ? 0.4 : Math.sin(x * (j + 1.7));
      }
      labels[i] =
          parameters.contains("multiclass")
              ? Math.floorMod((int) Math.floor(sum * 2), 2)
              : parameters.contains("binary") || parameters.contains("entropy")
                  ? sum > 0.5 ? 1 : 0
                  : (float) Math.exp(sum);
    }
    return labels;
  }
}
