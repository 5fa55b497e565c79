package org.plumbline.bench;

import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
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
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Scratch;

/** One row scored and explained, by us and by XGBoost called row by row as a service would. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OneRowBenchmark {
  private static final int DIFFERENT_ROWS = 1_024;

  private final BoostedModel fixture = BoostedModel.train();
  private final Scratch scratch = new Scratch();
  private final double[][] rows = new double[DIFFERENT_ROWS][];
  private int next;

  @Setup
  public void prepare() {
    for (int i = 0; i < DIFFERENT_ROWS; i++) {
      rows[i] = fixture.row(i);
    }
  }

  @Benchmark
  public double score() {
    return fixture.model().score(rows[turn()], scratch);
  }

  @Benchmark
  public Explanation explain() {
    return fixture.model().explain(rows[turn()], scratch);
  }

  @Benchmark
  public float[][] scoreByXgboost() throws XGBoostError {
    DMatrix matrix = fixture.matrix(turn());
    try {
      return fixture.booster().predict(matrix);
    } finally {
      matrix.dispose();
    }
  }

  @Benchmark
  public float[][] explainByXgboost() throws XGBoostError {
    DMatrix matrix = fixture.matrix(turn());
    try {
      return fixture.booster().predictContrib(matrix, 0);
    } finally {
      matrix.dispose();
    }
  }

  private int turn() {
    next = (next + 1) & (DIFFERENT_ROWS - 1);
    return next;
  }
}
