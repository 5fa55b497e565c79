package org.plumbline.stats.unlabelled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * Expects the loss of a regression on rows whose labels are not known (direct loss estimation): a
 * second model learns, on the labelled reference, how large the first one's loss is from what is
 * known of a row.
 *
 * <p>It rests on the loss of rows like these not having changed. The standard error comes from what
 * the loss model missed on reference rows that it had not seen, learned in the same way, since hard
 * rows are usually noisy ones. Immutable if its learner's answers are.
 */
public final class LossModel {
  private static final int FOLDS = 5;

  private final ToDoubleFunction<double[]> expected;
  private final ToDoubleFunction<double[]> expectedSquare;

  private LossModel(
      ToDoubleFunction<double[]> expected, ToDoubleFunction<double[]> expectedSquare) {
    this.expected = expected;
    this.expectedSquare = expectedSquare;
  }

  /** Learns a number from rows of numbers, of which any may be missing. */
  @FunctionalInterface
  public interface Learner {
    ToDoubleFunction<double[]> fit(double[][] rows, double[] losses);
  }

  /**
   * Learns from the reference.
   *
   * @param rows what is known of each row: features, and the prediction itself
   * @param losses what the first model lost on each, such as the absolute or squared error
   * @throws IllegalArgumentException for fewer than ten rows, or losses that are not finite
   */
  public static LossModel fit(Learner learner, double[][] rows, double[] losses) {
    Rules.require(
        rows.length == losses.length, "%s rows but %s losses", rows.length, losses.length);
    Rules.require(rows.length >= 2 * FOLDS, "%s rows: at least ten are needed", rows.length);
    Rules.finite(losses, "losses");
    double[] squares = new double[rows.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      missed(learner, rows, losses, fold, squares);
    }
    return new LossModel(learner.fit(rows, losses), learner.fit(rows, squares));
  }

  /** Squares of what a model of the other folds misses on this one. */
  private static void missed(
      Learner learner, double[][] rows, double[] losses, int fold, double[] squares) {
    List<double[]> kept = new ArrayList<>();
    int[] others = IntStream.range(0, rows.length).filter(i -> i % FOLDS != fold).toArray();
    for (int i : others) {
      kept.add(rows[i]);
    }
    double[] keptLosses = Arrays.stream(others).mapToDouble(i -> losses[i]).toArray();
    ToDoubleFunction<double[]> model = learner.fit(kept.toArray(double[][]::new), keptLosses);
    for (int i = fold; i < rows.length; i += FOLDS) {
      double gap = losses[i] - model.applyAsDouble(rows[i]);
      squares[i] = gap * gap;
    }
  }

  /**
   * The mean loss expected on the rows, with the interval that their unknown labels leave; {@code
   * NaN} without rows.
   */
  public Interval estimate(double[][] rows, double confidence) {
    Rules.require(confidence > 0 && confidence < 1, "confidence %s must lie in (0, 1)", confidence);
    if (rows.length == 0) {
      return Interval.of(Double.NaN);
    }
    double mean = Arrays.stream(rows).mapToDouble(expected).sum() / rows.length;
    double variance = Arrays.stream(rows).mapToDouble(expectedSquare).sum() / rows.length;
    double reach =
        Distributions.normalQuantile(0.5 + confidence / 2)
            * Math.sqrt(Math.max(0, variance) / rows.length);
    return new Interval(mean, mean - reach, mean + reach);
  }

  /**
   * The plainest learner: the mean loss in up to {@code bins} intervals of one column, each with as
   * many rows; rows where it is missing have a mean of their own.
   */
  public static Learner binned(int column, int bins) {
    Rules.require(bins >= 1, "%s bins: at least one is needed", bins);
    return (rows, losses) -> new BinnedLoss(column, bins, rows, losses);
  }
}
