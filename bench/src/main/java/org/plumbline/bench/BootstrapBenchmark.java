package org.plumbline.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.metrics.BinaryMetrics;
import org.plumbline.stats.metrics.Bootstrap;

/**
 * Twenty resamples of the ROC-AUC of 100,000 rows, beside gathering each resample and measuring it
 * anew, which sorts it. A thousand resamples take fifty times as long.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class BootstrapBenchmark {
  private static final int ROWS = 100_000;
  private static final int RESAMPLES = 20;

  private final double[] labels = new double[ROWS];
  private final double[] scores = new double[ROWS];

  public BootstrapBenchmark() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextInt(10) == 0 ? 1 : 0;
      scores[i] = random.nextDouble() * 0.7 + 0.3 * labels[i] * random.nextDouble();
    }
  }

  @Benchmark
  public Interval counted() {
    return new Bootstrap(RESAMPLES, 1, true, 0.95, IntervalMethod.PERCENTILE)
        .rocAuc(labels, scores);
  }

  @Benchmark
  public double[] gatheredAndSorted() {
    SplittableRandom random = new SplittableRandom(1);
    double[] areas = new double[RESAMPLES];
    double[] drawnLabels = new double[ROWS];
    double[] drawnScores = new double[ROWS];
    for (int b = 0; b < RESAMPLES; b++) {
      for (int i = 0; i < ROWS; i++) {
        int row = random.nextInt(ROWS);
        drawnLabels[i] = labels[row];
        drawnScores[i] = scores[row];
      }
      areas[b] = BinaryMetrics.rocAuc(drawnLabels, drawnScores);
    }
    Arrays.sort(areas);
    return areas;
  }
}
