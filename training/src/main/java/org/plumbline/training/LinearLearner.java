package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.scoring.Task;
import org.plumbline.training.solver.LogisticRegression;
import org.plumbline.training.solver.MultinomialRegression;
import org.plumbline.training.solver.RidgeRegression;
import org.plumbline.training.solver.SparseRows;

/** Logistic, multinomial or linear regression with an L2 penalty chosen on a path. */
final class LinearLearner {
  /** Strongest first, so that each fit starts from a smoother neighbour. */
  private static final double[] PENALTIES = {300, 100, 30, 10, 3, 1, 0.3};

  private static final double[] FEW_PENALTIES = {100, 10, 1};

  /** More rows change coefficients in digits nobody reads, and cost time. */
  private static final int MOST_ROWS = 200_000;

  private LinearLearner() {}

  static String name(Dataset data) {
    return switch (data.task()) {
      case BINARY -> "logistic";
      case MULTICLASS -> "multinomial";
      case REGRESSION -> "linear";
    };
  }

  /** Chooses the penalty by the loss on the folds' test parts. */
  static Tuned<Double> tune(Dataset data, List<Fold> folds) {
    double[] penalties = data.task() == Task.MULTICLASS ? FEW_PENALTIES : PENALTIES;
    var outOfFold = new ArrayList<Margins>();
    for (double ignored : penalties) {
      outOfFold.add(new Margins(data.rowCount(), data.marginCount()));
    }
    for (Fold fold : folds) {
      int[] train = sample(fold.train());
      Preprocessing preprocessing = Design.fit(data, train);
      SparseRows design = Design.rows(data, preprocessing, train);
      SparseRows judged = Design.rows(data, preprocessing, fold.test());
      var fits = new Fits(data, train, design);
      for (int p = 0; p < penalties.length; p++) {
        double[][] coefficients = fits.next(penalties[p]);
        for (int k = 0; k < coefficients.length; k++) {
          outOfFold.get(p).set(fold.test(), k, judged.margins(coefficients[k]));
        }
      }
    }
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < penalties.length; p++) {
      double loss = Losses.mean(data, outOfFold.get(p), Folds.tested(folds));
      // Strictly less, so that of equals the stronger penalty stays.
      if (loss < least) {
        least = loss;
        best = p;
      }
    }
    return new Tuned<>(penalties[best], outOfFold.get(best), least, penalties.length);
  }

  static LinearComponent fit(Dataset data, int[] rows, double penalty) {
    int[] train = sample(rows);
    Preprocessing preprocessing = Design.fit(data, train);
    SparseRows design = Design.rows(data, preprocessing, train);
    double[][] fitted = new Fits(data, train, design).next(penalty);
    int width = preprocessing.width();
    double[][] coefficients = new double[fitted.length][];
    double[] intercepts = new double[fitted.length];
    for (int k = 0; k < fitted.length; k++) {
      coefficients[k] = Arrays.copyOf(fitted[k], width);
      intercepts[k] = fitted[k][width];
    }
    return new LinearComponent(preprocessing, coefficients, intercepts, design.columnMeans());
  }

  static Map<String, String> settings(double penalty) {
    return Map.of("l2", Double.toString(penalty));
  }

  private static int[] sample(int[] rows) {
    if (rows.length <= MOST_ROWS) {
      return rows;
    }
    int[] shuffled = rows.clone();
    var random = new SplittableRandom(rows.length);
    for (int i = 0; i < MOST_ROWS; i++) {
      int j = i + random.nextInt(shuffled.length - i);
      int swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    int[] chosen = Arrays.copyOf(shuffled, MOST_ROWS);
    Arrays.sort(chosen);
    return chosen;
  }

  /** Fits along a path of penalties, each from the one before. */
  private static final class Fits {
    private final Dataset data;
    private final int[] rows;
    private final SparseRows design;
    private final double @Nullable [] weights;
    private @Nullable RidgeRegression ridge;
    private double @Nullable [][] last;

    Fits(Dataset data, int[] rows, SparseRows design) {
      this.data = data;
      this.rows = rows;
      this.design = design;
      this.weights = data.weights(rows);
    }

    double[][] next(double penalty) {
      double[][] fitted =
          switch (data.task()) {
            case BINARY ->
                new double[][] {
                  LogisticRegression.fit(
                      design, data.targets(rows), weights, penalty, last == null ? null : last[0])
                };
            case MULTICLASS ->
                MultinomialRegression.fit(
                    design, data.classTargets(rows), data.classes().size(), penalty, last);
            case REGRESSION -> {
              RidgeRegression solver =
                  ridge == null ? new RidgeRegression(design, data.targets(rows)) : ridge;
              ridge = solver;
              yield new double[][] {solver.solve(penalty)};
            }
          };
      last = fitted;
      return fitted;
    }
  }
}
