package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.metrics.BinaryMetrics;
import org.plumbline.stats.metrics.MulticlassMetrics;
import org.plumbline.stats.metrics.RegressionMetrics;
import org.plumbline.training.solver.LogisticRegression;
import org.plumbline.training.solver.MultinomialRegression;

/**
 * Metrics of margins on rows, by wire name, with bootstrap intervals. Undefined ones are left out.
 */
final class Measures {
  private final Dataset data;
  private final double threshold;

  /**
   * @param threshold from which a row counts as positive; not read unless two classes
   */
  Measures(Dataset data, double threshold) {
    this.data = data;
    this.threshold = threshold;
  }

  /** Probabilities of the positive class, or values. */
  static double[] scores(Dataset data, Margins margins, int[] rows) {
    double[] scores = margins.of(rows, 0);
    return switch (data.task()) {
      case BINARY -> Arrays.stream(scores).map(LogisticRegression::sigmoid).toArray();
      case REGRESSION -> scores;
      case MULTICLASS ->
          Arrays.stream(probabilities(margins, rows))
              .mapToDouble(row -> Arrays.stream(row).max().orElse(0))
              .toArray();
    };
  }

  static double[][] probabilities(Margins margins, int[] rows) {
    double[][] probabilities = margins.byRow(rows);
    for (double[] row : probabilities) {
      MultinomialRegression.softmaxInPlace(row, 0);
    }
    return probabilities;
  }

  Map<String, Double> of(Margins margins, int[] rows) {
    return sample(margins, rows).all();
  }

  /** The same with 95 % percentile intervals; classes are resampled apart, so shares hold. */
  Map<String, Interval> withIntervals(Margins margins, int[] rows, int replicates, long seed) {
    Sample sample = sample(margins, rows);
    Map<String, Double> values = sample.all();
    var drawn = new LinkedHashMap<String, List<Double>>();
    values.keySet().forEach(name -> drawn.put(name, new ArrayList<>()));
    var random = new SplittableRandom(seed);
    for (int r = 0; r < replicates; r++) {
      sample
          .at(sample.draw(random))
          .forEach(
              (name, value) -> {
                List<Double> list = drawn.get(name);
                if (list != null) {
                  list.add(value);
                }
              });
    }
    var intervals = new LinkedHashMap<String, Interval>();
    values.forEach(
        (name, value) -> intervals.put(name, interval(value, drawn.getOrDefault(name, List.of()))));
    return intervals;
  }

  private Sample sample(Margins margins, int[] rows) {
    if (data.task() != Task.BINARY) {
      return new Sample(margins, rows);
    }
    // By score, so that resamples come out sorted and the sorts inside the metrics cost nothing.
    int[] ordered =
        Arrays.stream(rows)
            .boxed()
            .sorted((left, right) -> Double.compare(margins.get(left, 0), margins.get(right, 0)))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Sample(margins, ordered);
  }

  private static Interval interval(double value, List<Double> drawn) {
    if (drawn.size() < 20) {
      return new Interval(value, value, value);
    }
    double[] sorted = drawn.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Interval(
        value,
        sorted[(int) Math.floor(0.025 * (sorted.length - 1))],
        sorted[(int) Math.ceil(0.975 * (sorted.length - 1))]);
  }

  private static Map<String, Double> defined(Map<String, Double> values) {
    var defined = new LinkedHashMap<String, Double>();
    values.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            defined.put(name, value);
          }
        });
    return defined;
  }

  /** Labels and predictions of some rows, laid out once for many resamples. */
  private final class Sample {
    private final double[] labels;
    private final double[] scores;
    private final double[][] probabilities;
    private final int[][] strata;

    Sample(Margins margins, int[] rows) {
      labels = data.targets(rows);
      scores = Measures.scores(data, margins, rows);
      probabilities =
          data.task() == Task.MULTICLASS ? Measures.probabilities(margins, rows) : new double[0][];
      strata = strata();
    }

    private int[][] strata() {
      if (data.classes().isEmpty()) {
        return new int[][] {IntStream.range(0, labels.length).toArray()};
      }
      return IntStream.range(0, data.classes().size())
          .mapToObj(k -> IntStream.range(0, labels.length).filter(i -> labels[i] == k).toArray())
          .toArray(int[][]::new);
    }

    Map<String, Double> all() {
      return at(IntStream.range(0, labels.length).toArray());
    }

    Map<String, Double> at(int[] places) {
      double[] truth = gather(labels, places);
      return defined(
          switch (data.task()) {
            case BINARY -> BinaryMetrics.of(truth, gather(scores, places), threshold).values();
            case REGRESSION -> RegressionMetrics.of(truth, gather(scores, places)).values();
            case MULTICLASS ->
                MulticlassMetrics.of(
                        truth,
                        Arrays.stream(places)
                            .mapToObj(i -> probabilities[i])
                            .toArray(double[][]::new))
                    .values();
          });
    }

    /** As many rows of each stratum as there are, with replacement, in ascending order. */
    int[] draw(SplittableRandom random) {
      int[] counts = new int[labels.length];
      for (int[] stratum : strata) {
        for (int i = 0; i < stratum.length; i++) {
          counts[stratum[random.nextInt(stratum.length)]]++;
        }
      }
      int[] drawn = new int[labels.length];
      int size = 0;
      for (int i = 0; i < counts.length; i++) {
        for (int c = 0; c < counts[i]; c++) {
          drawn[size++] = i;
        }
      }
      return drawn;
    }

    private static double[] gather(double[] values, int[] places) {
      double[] gathered = new double[places.length];
      for (int i = 0; i < places.length; i++) {
        gathered[i] = values[places[i]];
      }
      return gathered;
    }
  }
}
