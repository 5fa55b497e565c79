package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

import java.util.Arrays;

/**
 * From margins to the answer: a probability, a value, or shares of classes. It rises with the
 * margin (only {@link Survival} falls), so that contributions, which are stated on the margin scale
 * and never bent by the link, point the way the answer moves.
 *
 * <p>StrictMath throughout, so that a score has the same bits on every machine. Finite for every
 * finite margin.
 */
public sealed interface Link {

  /** Whether the link makes an answer of this task. */
  boolean fits(Task task);

  /** The answer of one margin: a value, or the probability of the positive class. */
  double apply(double margin);

  /** Links without numbers of their own. */
  enum Standard implements Link {
    /** REGRESSION: the margin is the value. */
    IDENTITY,
    /** REGRESSION: {@code exp(margin)}, at most the largest double: counts, amounts, hazards. */
    LOG,
    /** BINARY: {@code 1 / (1 + exp(-margin))}. */
    LOGISTIC,
    /** MULTICLASS: {@code exp(margin[k])} over their sum. */
    SOFTMAX,
    /**
     * BINARY and MULTICLASS: the margins are probabilities already (a forest that averages shares),
     * cut to [0, 1]; those of several classes are divided by their sum, evenly shared if that is 0.
     */
    SHARES,
    /** MULTICLASS: 1 for the first of the largest margins, 0 for the others: clusters. */
    WINNER;

    @Override
    public boolean fits(Task task) {
      return switch (this) {
        case IDENTITY, LOG -> task == Task.REGRESSION;
        case LOGISTIC -> task == Task.BINARY;
        case SHARES -> task != Task.REGRESSION;
        case SOFTMAX, WINNER -> task == Task.MULTICLASS;
      };
    }

    @Override
    public double apply(double margin) {
      return switch (this) {
        case IDENTITY -> margin;
        case LOG -> Math.min(StrictMath.exp(margin), Double.MAX_VALUE);
        case LOGISTIC -> logistic(margin);
        case SHARES -> Math.clamp(margin, 0.0, 1.0);
        case SOFTMAX, WINNER -> 1;
      };
    }
  }

  /**
   * BINARY: a rising line through points (margin, probability), flat beyond both ends: isotonic
   * calibration as scikit-learn predicts it.
   */
  record Isotonic(double[] margins, double[] probabilities) implements Link {
    public Isotonic {
      margins = finite(margins.clone(), "margin");
      probabilities = finite(probabilities.clone(), "probability");
      require(margins.length > 0, "an isotonic line needs at least one point");
      require(
          margins.length == probabilities.length,
          "%s margins for %s probabilities",
          margins.length,
          probabilities.length);
      for (int i = 0; i < margins.length; i++) {
        require(
            probabilities[i] >= 0 && probabilities[i] <= 1,
            "probability %s is %s",
            i,
            probabilities[i]);
        require(i == 0 || margins[i] > margins[i - 1], "margin %s does not lie above the last", i);
        require(
            i == 0 || probabilities[i] >= probabilities[i - 1],
            "probability %s lies below the last",
            i);
      }
    }

    @Override
    public double[] margins() {
      return margins.clone();
    }

    @Override
    public double[] probabilities() {
      return probabilities.clone();
    }

    @Override
    public boolean fits(Task task) {
      return task == Task.BINARY;
    }

    @Override
    public double apply(double margin) {
      int i = Arrays.binarySearch(margins, margin);
      if (i >= 0) {
        return probabilities[i];
      }
      int above = ~i;
      if (above == 0 || above == margins.length) {
        return probabilities[Math.max(0, above - 1)];
      }
      double low = probabilities[above - 1];
      double high = probabilities[above];
      // Halves, because the distance of two margins may exceed the largest double.
      double share =
          (margin / 2 - margins[above - 1] / 2) / (margins[above] / 2 - margins[above - 1] / 2);
      return Math.clamp(low + share * (high - low), low, high);
    }
  }

  /**
   * BINARY: beta calibration [Kull, Silva Filho and Flach 2017], {@code logistic(a ln p - b ln(1-p)
   * + c)} with p the logistic of the margin; a and b not negative, so that it rises.
   */
  record Beta(double a, double b, double c) implements Link {
    public Beta {
      require(a >= 0 && Double.isFinite(a), "a is %s, must be finite and not negative", a);
      require(b >= 0 && Double.isFinite(b), "b is %s, must be finite and not negative", b);
      finite(c, "c");
    }

    @Override
    public boolean fits(Task task) {
      return task == Task.BINARY;
    }

    @Override
    public double apply(double margin) {
      return logistic(c + part(a, logShare(margin)) - part(b, logShare(-margin)));
    }

    /** So that 0 of an infinite amount is 0. */
    private static double part(double factor, double log) {
      return factor == 0 ? 0 : Math.max(factor * log, -1e300);
    }

    /** {@code ln logistic(margin)} without overflow or cancellation. */
    static double logShare(double margin) {
      return Math.min(margin, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(margin)));
    }
  }

  /**
   * REGRESSION: the share that survives a horizon, {@code exp(-H(horizon) exp(margin))}, of a
   * proportional-hazards model [Cox 1972]. The cumulative baseline hazard H is a step function: 0
   * before the first time, each value from its time on. The answer falls as the margin (the log
   * relative risk) rises.
   */
  record Survival(double[] times, double[] cumulativeHazard, double horizon) implements Link {
    public Survival {
      times = finite(times.clone(), "time");
      cumulativeHazard = finite(cumulativeHazard.clone(), "cumulative hazard");
      finite(horizon, "horizon");
      require(times.length > 0, "a baseline needs at least one time");
      require(
          times.length == cumulativeHazard.length,
          "%s times for %s hazards",
          times.length,
          cumulativeHazard.length);
      for (int i = 0; i < times.length; i++) {
        require(i == 0 || times[i] > times[i - 1], "time %s does not lie behind the last", i);
        require(
            cumulativeHazard[i] >= (i == 0 ? 0 : cumulativeHazard[i - 1]),
            "cumulative hazard %s falls",
            i);
      }
    }

    @Override
    public double[] times() {
      return times.clone();
    }

    @Override
    public double[] cumulativeHazard() {
      return cumulativeHazard.clone();
    }

    @Override
    public boolean fits(Task task) {
      return task == Task.REGRESSION;
    }

    /** Share that survives the stored horizon. */
    @Override
    public double apply(double margin) {
      return at(horizon, margin);
    }

    /**
     * Share that survives any horizon; the last known hazard stays beyond the last time.
     *
     * @throws IllegalArgumentException if the horizon is NaN
     */
    public double at(double time, double margin) {
      require(!Double.isNaN(time), "a horizon is not a number");
      int i = Arrays.binarySearch(times, time);
      int last = i >= 0 ? i : ~i - 1;
      double hazard = last < 0 ? 0 : cumulativeHazard[last];
      // No hazard means nobody fails, even where the relative risk is beyond the largest double.
      return hazard == 0 ? 1 : StrictMath.exp(-hazard * StrictMath.exp(margin));
    }
  }

  /** The link of a task where none is named. */
  static Link usual(Task task) {
    return switch (task) {
      case BINARY -> Standard.LOGISTIC;
      case MULTICLASS -> Standard.SOFTMAX;
      case REGRESSION -> Standard.IDENTITY;
    };
  }

  private static double logistic(double margin) {
    return 1 / (1 + StrictMath.exp(-margin));
  }
}
