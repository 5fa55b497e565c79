package org.plumbline.bench;

import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.scoring.kernel.BatchForest;
import org.plumbline.scoring.kernel.FastShap;
import org.plumbline.scoring.kernel.Workspace;

/** Many rows scored and explained on one thread, time per row; with vectors and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ManyRowsBenchmark {
  private static final int SCORED = 32_768;
  private static final int EXPLAINED = 512;
  private static final int EXPLAINED_BY_XGBOOST = 8;

  @Param({"6", "12"})
  public int depth;

  private float[] rows = new float[0];
  private final Workspace workspace = new Workspace();
  private final float[] margins = new float[SCORED];
  private final double[] contributions = new double[EXPLAINED * BoostedModel.FEATURES];
  private Fixture fixture = new Fixture(6);

  /** The model and its kernels. */
  private static final class Fixture {
    final BoostedModel model;
    final BatchForest forest;
    final FastShap shap;

    Fixture(int depth) {
      model = BoostedModel.train(depth);
      forest = new BatchForest(model.forest());
      shap = new FastShap(model.forest());
    }
  }

  @Setup
  public void prepare() {
    if (depth != 6) {
      fixture = new Fixture(depth);
    }
    rows = fixture.model.first(SCORED);
  }

  @Benchmark
  @OperationsPerInvocation(SCORED)
  @Fork(
      jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
  public float[] score() {
    fixture.forest.margins(rows, SCORED, margins, workspace);
    return margins;
  }

  @Benchmark
  @OperationsPerInvocation(SCORED)
  public float[] scoreWithoutVectors() {
    fixture.forest.margins(rows, SCORED, margins, workspace);
    return margins;
  }

  @Benchmark
  @OperationsPerInvocation(SCORED)
  public float[][] scoreByXgboost() throws XGBoostError {
    var matrix = new DMatrix(rows, SCORED, BoostedModel.FEATURES, Float.NaN);
    try {
      return fixture.model.booster().predict(matrix, true);
    } finally {
      matrix.dispose();
    }
  }

  @Benchmark
  @OperationsPerInvocation(SCORED)
  public float[][] scoreByXgboostInPlace() throws XGBoostError {
    return fixture.model.booster().inplace_predict(rows, SCORED, BoostedModel.FEATURES, Float.NaN);
  }

  @Benchmark
  @OperationsPerInvocation(EXPLAINED)
  @Fork(
      jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
  public double[] explain() {
    fixture.shap.contributions(rows, EXPLAINED, 0, contributions, workspace);
    return contributions;
  }

  @Benchmark
  @OperationsPerInvocation(EXPLAINED)
  public double[] explainWithoutVectors() {
    fixture.shap.contributions(rows, EXPLAINED, 0, contributions, workspace);
    return contributions;
  }

  @Benchmark
  @OperationsPerInvocation(EXPLAINED_BY_XGBOOST)
  public float[][] explainByXgboost() throws XGBoostError {
    var matrix =
        new DMatrix(
            fixture.model.first(EXPLAINED_BY_XGBOOST),
            EXPLAINED_BY_XGBOOST,
            BoostedModel.FEATURES,
            Float.NaN);
    try {
      return fixture.model.booster().predictContrib(matrix, 0);
    } finally {
      matrix.dispose();
    }
  }
}
