package org.plumbline.stats.metrics;

import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.plumbline.stats.math.Rules;

/**
 * Single measures of predicted numbers, for those who know which loss their decision has. Each is
 * {@code NaN} without rows and refuses values that are not finite and other lengths. Stateless.
 */
public final class RegressionLosses {
  private RegressionLosses() {}

  /** Mean of prediction less label: above 0 predicts too much. */
  public static double bias(double[] labels, double[] predictions) {
    return mean(labels, predictions, (label, prediction) -> prediction - label);
  }

  /** The largest absolute error. */
  public static double maximumError(double[] labels, double[] predictions) {
    check(labels, predictions);
    double worst = labels.length == 0 ? Double.NaN : 0;
    for (int i = 0; i < labels.length; i++) {
      worst = Math.max(worst, Math.abs(predictions[i] - labels[i]));
    }
    return worst;
  }

  /** Share of variance explained apart from bias; for a constant label as {@code r2} has it. */
  public static double explainedVariance(double[] labels, double[] predictions) {
    return explained(labels, predictions, values -> squares(values));
  }

  /** The same with rows that count as often as their weight says. */
  public static double explainedVariance(double[] labels, double[] predictions, double[] weights) {
    Weights.check(weights, labels.length);
    return explained(labels, predictions, values -> squares(values, weights));
  }

  private static double explained(
      double[] labels, double[] predictions, ToDoubleFunction<double[]> spreadOf) {
    check(labels, predictions);
    double[] residuals = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      residuals[i] = labels[i] - predictions[i];
    }
    double unexplained = spreadOf.applyAsDouble(residuals);
    double spread = spreadOf.applyAsDouble(labels);
    if (spread == 0) {
      return unexplained == 0 ? 1 : 0;
    }
    return 1 - unexplained / spread;
  }

  /**
   * Loss of a predicted quantile: too low costs the level, too high one less the level, per unit.
   *
   * @param level of the quantile, from 0 to 1
   */
  public static double pinball(double[] labels, double[] predictions, double level) {
    return mean(labels, predictions, pinball(level));
  }

  /** The same with rows that count as often as their weight says. */
  public static double pinball(
      double[] labels, double[] predictions, double level, double[] weights) {
    check(labels, predictions);
    Weights.check(weights, labels.length);
    DoubleBinaryOperator loss = pinball(level);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += weights[i] * loss.applyAsDouble(labels[i], predictions[i]);
      total += weights[i];
    }
    return sum / total;
  }

  private static DoubleBinaryOperator pinball(double level) {
    Rules.require(level >= 0 && level <= 1, "level %s must lie in [0, 1]", level);
    return (label, prediction) ->
        label >= prediction ? level * (label - prediction) : (1 - level) * (prediction - label);
  }

  /**
   * Squared up to the given error and linear beyond [Huber 1964].
   *
   * @param delta where the two parts meet, above 0
   */
  public static double huber(double[] labels, double[] predictions, double delta) {
    Rules.require(delta > 0, "delta %s must be above 0", delta);
    return mean(
        labels,
        predictions,
        (label, prediction) -> {
          double error = Math.abs(prediction - label);
          return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
        });
  }

  /** Mean squared error of log(1 + value); {@code NaN} when any value is below 0. */
  public static double msle(double[] labels, double[] predictions) {
    return mean(
        labels,
        predictions,
        (label, prediction) -> {
          double error = Math.log1p(prediction) - Math.log1p(label);
          return label < 0 || prediction < 0 ? Double.NaN : error * error;
        });
  }

  /** Mean Poisson deviance; {@code NaN} when a label is below 0 or a prediction not above 0. */
  public static double poissonDeviance(double[] labels, double[] predictions) {
    return mean(
        labels,
        predictions,
        (label, prediction) -> {
          double logTerm = label == 0 ? 0 : label * Math.log(label / prediction);
          return label < 0 || prediction <= 0 ? Double.NaN : 2 * (logTerm - label + prediction);
        });
  }

  /** Sum of absolute errors over the sum of absolute labels; {@code NaN} when all labels are 0. */
  public static double wape(double[] labels, double[] predictions) {
    double size = mean(labels, predictions, (label, prediction) -> Math.abs(label));
    double error = mean(labels, predictions, (label, prediction) -> Math.abs(prediction - label));
    return size == 0 ? Double.NaN : error / size;
  }

  /**
   * Mean absolute error weighted by what each row is worth, such as its actual revenue; 0 when the
   * weights sum to 0.
   *
   * @param weights one for each row, none below 0
   */
  public static double weightedMae(double[] labels, double[] predictions, double[] weights) {
    double mae = RegressionMetrics.of(labels, predictions, weights).mae();
    return Double.isNaN(mae) && labels.length > 0 ? 0 : mae;
  }

  /** Difference of the totals in percent of the actual total; {@code NaN} when that is 0. */
  public static double totalErrorPercent(double[] labels, double[] predictions) {
    double actual = mean(labels, predictions, (label, prediction) -> label);
    double error = bias(labels, predictions);
    return actual == 0 ? Double.NaN : 100 * Math.abs(error) / Math.abs(actual);
  }

  private static double mean(double[] labels, double[] predictions, DoubleBinaryOperator loss) {
    check(labels, predictions);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += loss.applyAsDouble(labels[i], predictions[i]);
    }
    return sum / labels.length;
  }

  private static double squares(double[] values) {
    double mean = RegressionMetrics.mean(values);
    double sum = values.length == 0 ? Double.NaN : 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum;
  }

  private static double squares(double[] values, double[] weights) {
    double mean = RegressionMetrics.mean(values, weights);
    double sum = values.length == 0 ? Double.NaN : 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * ((values[i] - mean) * (values[i] - mean));
    }
    return sum;
  }

  private static void check(double[] labels, double[] predictions) {
    Rules.sameLength(labels, predictions);
    Rules.finite(labels, "label");
    Rules.finite(predictions, "prediction");
  }
}
