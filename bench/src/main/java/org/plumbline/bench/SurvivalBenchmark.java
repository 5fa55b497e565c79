package org.plumbline.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.stats.survival.Concordance;
import org.plumbline.stats.survival.CoxFit;
import org.plumbline.stats.survival.CoxSample;
import org.plumbline.stats.survival.Lifetimes;
import org.plumbline.stats.survival.SurvivalCurve;

/** Lifetimes of 200,000 rows: a Cox model of ten covariates, its concordance and the curve. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SurvivalBenchmark {
  private static final int ROWS = 200_000;
  private static final int COLUMNS = 10;

  private final double[] scores = new double[ROWS];
  private final double[][] covariates = new double[ROWS][COLUMNS];
  private Lifetimes rows = Lifetimes.of(new double[0], new boolean[0]);

  @Setup
  public void draw() {
    var random = new SplittableRandom(11);
    double[] times = new double[ROWS];
    boolean[] events = new boolean[ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        covariates[i][j] = random.nextDouble(-1, 1);
        scores[i] += (j % 2 == 0 ? 0.7 : -0.5) * covariates[i][j];
      }
      double event = -Math.log(1 - random.nextDouble()) / Math.exp(scores[i]);
      double censored = random.nextDouble(2);
      times[i] = Math.min(event, censored);
      events[i] = event <= censored;
    }
    rows = Lifetimes.of(times, events);
  }

  @Benchmark
  public CoxFit cox() {
    return CoxFit.of(CoxSample.of(rows, covariates));
  }

  @Benchmark
  public Concordance concordance() {
    return Concordance.of(rows, scores);
  }

  @Benchmark
  public SurvivalCurve curve() {
    return SurvivalCurve.of(rows);
  }
}
