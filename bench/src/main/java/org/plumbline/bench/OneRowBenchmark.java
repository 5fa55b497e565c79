package org.plumbline.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
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
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.kernel.BackgroundShap;
import org.plumbline.scoring.kernel.Workspace;

/** One row scored and explained, by us and by peers called row by row as a service would. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OneRowBenchmark {
  private static final int DIFFERENT_ROWS = 1_024;

  private final BoostedModel fixture = BoostedModel.train();
  private final Scratch scratch = new Scratch();
  private final double[][] rows = new double[DIFFERENT_ROWS][];
  private int next;
  private final float[] features = new float[BoostedModel.FEATURES];
  private final double[] contributions = new double[BoostedModel.FEATURES];
  private final Workspace workspace = new Workspace();
  private final BackgroundShap background =
      new BackgroundShap(fixture.forest().trees(), BoostedModel.FEATURES, fixture.first(100), 100);
  private final Model linear = LinearModel.of(50);
  private final double[] linearRow = LinearModel.row(50);
  private final OrtEnvironment ort = OrtEnvironment.getEnvironment();
  private final OrtSession session = session();

  private OrtSession session() {
    try {
      var options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      return ort.createSession(OnnxTrees.of(fixture.forest()), options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot load the forest", e);
    }
  }

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
  @Fork(
      jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
  public Explanation explain() {
    return fixture.model().explain(rows[turn()], scratch);
  }

  @Benchmark
  public Explanation explainWithoutVectors() {
    return fixture.model().explain(rows[turn()], scratch);
  }

  /** Against 100 rows, where {@link #explain} follows the shares of the training rows. */
  @Benchmark
  public double[] explainAgainstBackground() {
    System.arraycopy(
        fixture.rows(), turn() * BoostedModel.FEATURES, features, 0, BoostedModel.FEATURES);
    background.contributions(features, contributions, workspace);
    return contributions;
  }

  @Benchmark
  public double scoreLinear() {
    return linear.score(linearRow, scratch);
  }

  @Benchmark
  public float[][] scoreByOnnxRuntime() throws OrtException {
    FloatBuffer row =
        FloatBuffer.wrap(fixture.rows(), turn() * BoostedModel.FEATURES, BoostedModel.FEATURES);
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(ort, row, new long[] {1, BoostedModel.FEATURES});
        OrtSession.Result result = session.run(Map.of("x", tensor))) {
      return (float[][]) result.get(0).getValue();
    }
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
