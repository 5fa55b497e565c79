package org.plumbline.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.TreeComponent;
import org.plumbline.scoring.exchange.XgboostImport;

/**
 * Boosted trees by XGBoost's histogram method, turned into our own {@link TreeComponent}.
 *
 * <p>The number of rounds is found by early stopping on the test parts of inner folds. The library
 * is driven round by round: its own early stopping writes to standard output.
 */
final class XgboostLearner {
  static final String NAME = "xgboost";
  private static final int MOST_ROUNDS = 1000;
  private static final int PATIENCE = 30;

  private final Dataset data;
  private final Encoding encoding;
  private final int threads;
  private final int seed;

  /**
   * @param threads fixed by the plan and not by the machine: sums of floats depend on it
   */
  XgboostLearner(Dataset data, Encoding encoding, int threads, long seed) {
    this.data = data;
    this.encoding = encoding;
    this.threads = threads;
    this.seed = (int) (seed & 0x7fffffff);
  }

  /** Settings with the number of rounds that early stopping found. */
  record Chosen(XgboostSettings settings, int rounds) {
    Map<String, String> named() {
      return settings.named(rounds);
    }
  }

  /**
   * Compares settings on the first fold and the best two on all folds.
   *
   * @param count how many settings of the space to look at
   * @param trials hears of each setting as it is judged on the first fold
   */
  Tuned<Chosen> tune(
      List<Fold> folds, int count, Budget.Deadline deadline, Consumer<Trial> trials) {
    try (var matrices = new FoldMatrices(folds, deadline)) {
      var first = new ArrayList<Attempt>();
      for (XgboostSettings settings : XgboostSettings.SPACE.subList(0, count)) {
        if (!first.isEmpty() && deadline.hasPassed()) {
          break;
        }
        Attempt attempt = matrices.run(settings, 0);
        first.add(attempt);
        trials.accept(attempt.told());
      }
      int tried = first.size();
      first.sort(Comparator.comparingDouble(Attempt::loss));
      int finalists = folds.size() == 1 || deadline.hasPassed() ? 1 : Math.min(2, first.size());
      Tuned<Chosen> best = null;
      for (Attempt start : first.subList(0, finalists)) {
        var attempts = new ArrayList<Attempt>(List.of(start));
        for (int fold = 1; fold < folds.size(); fold++) {
          attempts.add(matrices.run(start.settings(), fold));
        }
        Tuned<Chosen> tuned = combine(folds, attempts, tried);
        best = best == null || tuned.loss() < best.loss() ? tuned : best;
      }
      return Objects.requireNonNull(best);
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  private Tuned<Chosen> combine(List<Fold> folds, List<Attempt> trials, int tried) {
    var margins = new Margins(data.rowCount(), data.marginCount());
    double rounds = 0;
    for (int f = 0; f < trials.size(); f++) {
      int[] test = folds.get(f).test();
      float[][] predicted = trials.get(f).margins();
      for (int i = 0; i < test.length; i++) {
        for (int k = 0; k < data.marginCount(); k++) {
          margins.set(test[i], k, predicted[i][k]);
        }
      }
      rounds += trials.get(f).rounds();
    }
    double loss = Losses.mean(data, margins, Folds.tested(folds));
    var chosen =
        new Chosen(
            trials.getFirst().settings(), Math.max(1, (int) Math.round(rounds / trials.size())));
    return new Tuned<>(chosen, margins, loss, tried);
  }

  /**
   * Fits on all these rows and proves that our own trees give the same floats.
   *
   * @throws PlumblineException INTERNAL when a margin differs in any bit
   */
  TreeComponent fit(int[] rows, Chosen chosen) {
    DMatrix matrix = null;
    Booster booster = null;
    try {
      matrix = fitted(rows);
      booster = start(matrix, chosen.settings(), rows);
      for (int round = 0; round < chosen.rounds(); round++) {
        booster.update(matrix, round);
      }
      var component =
          new TreeComponent(encoding, XgboostImport.fromUbj(booster.toByteArray("ubj")));
      requireSameBits(component, booster, rows);
      return component;
    } catch (XGBoostError e) {
      throw failed(e);
    } finally {
      dispose(booster, matrix);
    }
  }

  private void requireSameBits(TreeComponent component, Booster booster, int[] rows)
      throws XGBoostError {
    int stride = Math.max(1, rows.length / 500);
    int[] checked =
        IntStream.iterate(0, i -> i < rows.length, i -> i + stride).map(i -> rows[i]).toArray();
    DMatrix matrix = matrix(checked);
    try {
      float[][] expected = booster.predict(matrix, true);
      double[] slots = new double[data.inputs().size()];
      double[] ours = new double[data.marginCount()];
      for (int i = 0; i < checked.length; i++) {
        data.fill(checked[i], slots);
        component.margins(slots, ours);
        for (int k = 0; k < ours.length; k++) {
          if (Float.floatToIntBits((float) ours[k]) != Float.floatToIntBits(expected[i][k])) {
            throw PlumblineException.of(
                ErrorCode.INTERNAL,
                "The converted trees score row "
                    + checked[i]
                    + " as "
                    + ours[k]
                    + ", XGBoost as "
                    + expected[i][k]
                    + "; the version is not made. Please report this with the data");
          }
        }
      }
    } finally {
      matrix.dispose();
    }
  }

  private Booster start(DMatrix matrix, XgboostSettings settings, int[] rows) throws XGBoostError {
    // Zero rounds: only the constructor, which is not public, with the matrix in its cache.
    return XGBoost.train(matrix, parameters(settings, rows), 0, Map.of(), null, null);
  }

  private Map<String, Object> parameters(XgboostSettings settings, int[] rows) {
    var parameters = new HashMap<String, Object>();
    parameters.put("tree_method", "hist");
    parameters.put("max_bin", 256);
    parameters.put("nthread", threads);
    parameters.put("seed", seed);
    parameters.put("verbosity", 0);
    parameters.put("max_depth", settings.depth());
    parameters.put("eta", settings.rate());
    parameters.put("min_child_weight", settings.minChildWeight());
    parameters.put("subsample", settings.rowShare());
    parameters.put("colsample_bytree", settings.columnShare());
    parameters.put("lambda", settings.l2());
    switch (data.task()) {
      case BINARY -> {
        parameters.put("objective", "binary:logistic");
        int[] counts = data.classCounts(rows);
        parameters.put("base_score", (counts[1] + 0.5) / (rows.length + 1.0));
      }
      case MULTICLASS -> {
        parameters.put("objective", "multi:softprob");
        parameters.put("num_class", data.classes().size());
        parameters.put("base_score", 0.5);
      }
      case REGRESSION -> {
        parameters.put("objective", "reg:squarederror");
        double sum = 0;
        for (int row : rows) {
          sum += data.target()[row];
        }
        parameters.put("base_score", sum / rows.length);
      }
    }
    return parameters;
  }

  private DMatrix matrix(int[] rows) throws XGBoostError {
    int width = encoding.width();
    float[] values = new float[Math.multiplyExact(rows.length, width)];
    float[] features = new float[width];
    float[] labels = new float[rows.length];
    double[] slots = new double[data.inputs().size()];
    for (int i = 0; i < rows.length; i++) {
      data.fill(rows[i], slots);
      encoding.encode(slots, features);
      System.arraycopy(features, 0, values, i * width, width);
      labels[i] = (float) data.target()[rows[i]];
    }
    var matrix = new DMatrix(values, rows.length, width, Float.NaN);
    matrix.setLabel(labels);
    return matrix;
  }

  /** A matrix to learn from; rows are judged without weights, since the world has none. */
  private DMatrix fitted(int[] rows) throws XGBoostError {
    DMatrix matrix = matrix(rows);
    double[] weights = data.weights(rows);
    if (weights != null) {
      float[] rounded = new float[weights.length];
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) weights[i];
      }
      matrix.setWeight(rounded);
    }
    return matrix;
  }

  private static PlumblineException failed(XGBoostError cause) {
    return PlumblineException.of(
        ErrorCode.INTERNAL, "XGBoost failed: " + cause.getMessage(), cause);
  }

  private static void dispose(@Nullable Booster booster, @Nullable DMatrix matrix) {
    if (booster != null) {
      booster.dispose();
    }
    if (matrix != null) {
      matrix.dispose();
    }
  }

  /** One training with early stopping: margins of the judged rows at the best round. */
  private record Attempt(
      XgboostSettings settings, int rounds, double loss, float[][] margins, Curve curve) {
    Trial told() {
      return new Trial(NAME, settings.named(rounds), curve.metric(), loss, curve.values());
    }
  }

  /** The loss on the judged rows after each round, under the library's name for it. */
  private record Curve(String metric, List<Double> values) {}

  /** The matrices of folds, built once for all settings. */
  private final class FoldMatrices implements AutoCloseable {
    private final List<Fold> folds;
    private final Budget.Deadline deadline;
    private final Map<Integer, DMatrix> train = new LinkedHashMap<>();
    private final Map<Integer, DMatrix> test = new LinkedHashMap<>();

    FoldMatrices(List<Fold> folds, Budget.Deadline deadline) {
      this.folds = folds;
      this.deadline = deadline;
    }

    Attempt run(XgboostSettings settings, int fold) throws XGBoostError {
      Fold rows = folds.get(fold);
      DMatrix fitted = train.get(fold);
      if (fitted == null) {
        fitted = fitted(rows.train());
        train.put(fold, fitted);
      }
      DMatrix judged = test.get(fold);
      if (judged == null) {
        judged = matrix(rows.test());
        test.put(fold, judged);
      }
      Booster booster =
          XGBoost.train(
              fitted, parameters(settings, rows.train()), 0, Map.of("judged", judged), null, null);
      try {
        return stopEarly(booster, fitted, judged, settings);
      } finally {
        booster.dispose();
      }
    }

    private Attempt stopEarly(
        Booster booster, DMatrix fitted, DMatrix judged, XgboostSettings settings)
        throws XGBoostError {
      double least = Double.POSITIVE_INFINITY;
      int best = 0;
      List<Double> curve = new ArrayList<>();
      String metric = "";
      for (int round = 0; round < MOST_ROUNDS && round < best + PATIENCE; round++) {
        booster.update(fitted, round);
        String report = booster.evalSet(new DMatrix[] {judged}, new String[] {"judged"}, round);
        double loss = loss(report);
        curve.add(loss);
        metric = metric(report);
        if (loss < least) {
          least = loss;
          best = round + 1;
        }
        if (deadline.hasPassed()) {
          break;
        }
      }
      return new Attempt(
          settings, best, least, booster.predict(judged, true, best), new Curve(metric, curve));
    }

    /** Reads {@code logloss} of such a report. */
    private static String metric(String report) {
      int start = report.indexOf("judged-") + "judged-".length();
      return report.substring(start, report.lastIndexOf(':'));
    }

    /** Reads "[3]\tjudged-logloss:0.43". */
    private static double loss(String report) {
      return Double.parseDouble(report.substring(report.lastIndexOf(':') + 1).strip());
    }

    @Override
    public void close() {
      train.values().forEach(DMatrix::dispose);
      test.values().forEach(DMatrix::dispose);
    }
  }
}
