package org.plumbline.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Calibration;
import org.plumbline.scoring.CalibrationFit;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.metrics.CalibrationCurve;
import org.plumbline.training.solver.LogisticRegression;
import org.plumbline.training.solver.TemperatureScaling;

/*
 * Platt's line has two numbers, keeps contributions on the log-odds scale and every rank; the
 * others bend. So they have to earn their place: judged by log loss (proper, and what candidates
 * are chosen by) on rows that their own fit has not seen, parted by the same rule as all else (time
 * forward, groups whole), and only when the paired interval of the difference excludes zero. Small
 * samples never get that far. Who is judged by whom: margins are out-of-fold already, the choice is
 * cross-fitted within them, and the evaluation runs all of it inside its training folds.
 */
/** Chooses and fits the last step from margins to probabilities. */
final class Calibrator {
  /** The shapes a calibration of two classes can have, simplest first. */
  enum Method {
    PLATT("platt", 0),
    BETA("beta", 300),
    /** Below a thousand rows isotonic lines overfit [Niculescu-Mizil & Caruana 2005]. */
    ISOTONIC("isotonic", 1_000);

    private final String wireName;
    private final int fewestRows;

    Method(String wireName, int fewestRows) {
      this.wireName = wireName;
      this.fewestRows = fewestRows;
    }

    String wireName() {
      return wireName;
    }

    private Step fit(double[] margins, double[] labels) {
      return switch (this) {
        case PLATT -> new Step(CalibrationFit.platt(margins, labels), Link.Standard.LOGISTIC);
        case BETA -> new Step(Calibration.identity(1), CalibrationFit.beta(margins, labels));
        case ISOTONIC ->
            new Step(Calibration.identity(1), CalibrationFit.centredIsotonic(margins, labels));
      };
    }
  }

  /** What a model ends with. */
  record Step(Calibration calibration, Link link) {
    /** The builder with this step. */
    ModelBuilder on(ModelBuilder builder) {
      return builder.calibrate(calibration).link(link);
    }

    private double apply(double margin) {
      return link.apply(calibration.slope() * margin + calibration.offsets()[0]);
    }
  }

  /**
   * A step with how it came to be chosen.
   *
   * @param record null where there was nothing to choose or no row to judge on
   */
  record Chosen(Step step, Scorecard.@Nullable Calibrated record) {}

  private static final int FOLDS = 5;
  private static final int RESAMPLES = 200;
  private static final int BINS = 10;
  private static final int FEWEST_OF_A_CLASS = 30;
  private static final double CLIP = 1e-15;

  private final Dataset data;
  private final Splitter splitter;
  private final long seed;

  Calibrator(Dataset data, Splitter splitter, long seed) {
    this.data = data;
    this.splitter = splitter;
    this.seed = seed;
  }

  /** Platt's line, a temperature, or nothing for numbers: what blends are compared with. */
  static Calibration line(Dataset data, Margins margins, int[] rows) {
    return switch (data.task()) {
      case BINARY -> CalibrationFit.platt(margins.of(rows, 0), data.targets(rows));
      case MULTICLASS -> {
        double factor = TemperatureScaling.fit(margins.byRow(rows), data.classTargets(rows));
        yield Calibration.temperature(1 / factor, new double[data.marginCount()]);
      }
      case REGRESSION -> Calibration.identity(1);
    };
  }

  /** The step for margins of rows that the components were not fitted on. */
  Chosen choose(Margins margins, int[] rows) {
    if (data.task() != Task.BINARY) {
      return new Chosen(new Step(line(data, margins, rows), Link.usual(data.task())), null);
    }
    List<Fold> folds =
        splitter.folds(rows, FOLDS, seed).stream()
            .filter(fold -> Arrays.stream(data.classCounts(fold.train())).min().orElse(0) > 0)
            .toList();
    int[] judged = Folds.tested(folds);
    if (judged.length == 0) {
      return new Chosen(fit(Method.PLATT, margins, rows), null);
    }
    Map<Method, double[]> heldOut = heldOut(margins, rows, folds);
    Method method = best(heldOut, judged);
    return new Chosen(fit(method, margins, rows), record(method, margins, heldOut, judged));
  }

  private Step fit(Method method, Margins margins, int[] rows) {
    return method.fit(margins.of(rows, 0), data.targets(rows));
  }

  /** Probabilities by row of the data set, each from a line fitted on other rows. */
  private Map<Method, double[]> heldOut(Margins margins, int[] rows, List<Fold> folds) {
    int rarer = Arrays.stream(data.classCounts(rows)).min().orElse(0);
    var heldOut = new EnumMap<Method, double[]>(Method.class);
    for (Method method : Method.values()) {
      if (method != Method.PLATT
          && (rows.length < method.fewestRows || rarer < FEWEST_OF_A_CLASS)) {
        continue;
      }
      double[] probabilities = new double[data.rowCount()];
      for (Fold fold : folds) {
        Step step = fit(method, margins, fold.train());
        for (int row : fold.test()) {
          probabilities[row] = step.apply(margins.get(row, 0));
        }
      }
      heldOut.put(method, probabilities);
    }
    return heldOut;
  }

  private Method best(Map<Method, double[]> heldOut, int[] judged) {
    var paired = new PairedLosses(data, judged, Measures.bootstrap(RESAMPLES, seed));
    double[] ofPlatt = losses(of(heldOut, Method.PLATT), judged);
    Method best = Method.PLATT;
    double least = Double.POSITIVE_INFINITY;
    for (Method method : heldOut.keySet()) {
      double[] losses = losses(of(heldOut, method), judged);
      double mean = Losses.mean(losses);
      if (method != Method.PLATT && mean < least) {
        Interval difference = paired.difference(losses, ofPlatt);
        if (difference.isBelow(0)) {
          best = method;
          least = mean;
        }
      }
    }
    return best;
  }

  private double[] losses(double[] probabilities, int[] judged) {
    return Arrays.stream(judged)
        .mapToDouble(
            row -> {
              double p = data.target()[row] > 0 ? probabilities[row] : 1 - probabilities[row];
              return -StrictMath.log(Math.max(p, CLIP));
            })
        .toArray();
  }

  private Scorecard.Calibrated record(
      Method method, Margins margins, Map<Method, double[]> heldOut, int[] judged) {
    double[] labels = data.targets(judged);
    double[] before =
        Arrays.stream(margins.of(judged, 0)).map(LogisticRegression::sigmoid).toArray();
    var logLoss = new LinkedHashMap<String, Double>();
    heldOut.forEach(
        (one, probabilities) ->
            logLoss.put(one.wireName, Losses.mean(losses(probabilities, judged))));
    return new Scorecard.Calibrated(
        method.wireName,
        judged.length,
        ece(labels, before),
        ece(labels, at(of(heldOut, method), judged)),
        logLoss);
  }

  private static double ece(double[] labels, double[] probabilities) {
    return CalibrationCurve.equalMass(labels, probabilities, BINS).expectedError();
  }

  private static double[] at(double[] probabilities, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> probabilities[row]).toArray();
  }

  private static double[] of(Map<Method, double[]> heldOut, Method method) {
    return Objects.requireNonNull(heldOut.get(method), method.wireName);
  }
}
