package org.plumbline.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.kernel.BackgroundShap;
import org.plumbline.scoring.kernel.BatchForest;
import org.plumbline.scoring.kernel.FastShap;
import org.plumbline.scoring.kernel.Workspace;

/**
 * The kernels and their peers in processor time of one thread, all in turn in each round: what a
 * busy machine can still measure. Prints the median of the rounds, the least, and what a call
 * allocates. The time of the wall is for JMH on a quiet machine.
 */
public final class CpuTimes {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 9;
  private static final int WIDTH = BoostedModel.FEATURES;

  private final List<Case> cases = new ArrayList<>();

  private CpuTimes() {}

  /** Some work that answers a number of rows. */
  private interface Work {
    void run() throws XGBoostError, OrtException;
  }

  private record Case(String name, int rows, Work work, double[] micros, long[] bytes) {}

  public static void main(String[] args) throws XGBoostError, OrtException {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    System.out.printf("%n## thread CPU time, vector module %s%n", vectors ? "on" : "off");
    System.out.printf(
        Locale.ROOT, "%-44s %14s %12s %10s%n", "per row", "median us", "least us", "bytes");
    var six = new CpuTimes();
    six.addForest(BoostedModel.train(6), "depth 6", 16_384, 1_024, 8);
    six.addOne();
    six.measure();
    var twelve = new CpuTimes();
    twelve.addForest(BoostedModel.train(12), "depth 12", 4_096, 16, 1);
    twelve.measure();
  }

  private void add(String name, int rows, Work work) {
    cases.add(new Case(name, rows, work, new double[ROUNDS], new long[ROUNDS]));
  }

  private void addForest(BoostedModel fixture, String of, int scored, int explained, int peers) {
    Model model = fixture.model();
    Booster booster = fixture.booster();
    var scratch = new Scratch();
    var workspace = new Workspace();
    var batch = new BatchForest(fixture.forest());
    var shap = new FastShap(fixture.forest());
    double[][] rows = new double[explained][];
    Arrays.setAll(rows, fixture::row);
    float[] many = fixture.first(scored);
    float[] margins = new float[scored];
    double[] contributions = new double[explained * WIDTH];
    float[] few = fixture.first(peers);
    add(of + " score, one row", explained, () -> rows(rows, row -> model.score(row, scratch)));
    add(of + " score, one row, XGBoost", 200, () -> scoreByXgboost(fixture, 200));
    add(of + " score, many", scored, () -> batch.margins(many, scored, margins, workspace));
    add(of + " score, many, XGBoost", scored, () -> predict(booster, many, scored));
    add(
        of + " score, many, XGBoost in place",
        scored,
        () -> booster.inplace_predict(many, scored, WIDTH, Float.NaN));
    add(of + " explain, one row", explained, () -> rows(rows, row -> model.explain(row, scratch)));
    add(
        of + " explain, many",
        explained,
        () -> shap.contributions(many, explained, 0, contributions, workspace));
    add(of + " explain, many, XGBoost", peers, () -> contribute(booster, few, peers));
    add(of + " explain, one row, XGBoost", 1, () -> contribute(booster, fixture.first(1), 1));
    if (peers > 1) {
      var background = new BackgroundShap(fixture.forest().trees(), WIDTH, many, 100);
      float[][] features = new float[explained][];
      Arrays.setAll(features, i -> Arrays.copyOfRange(many, i * WIDTH, (i + 1) * WIDTH));
      add(
          of + " explain against 100 rows",
          explained,
          () -> {
            for (float[] row : features) {
              background.contributions(row, contributions, workspace);
            }
          });
      addOnnx(fixture, of);
    }
  }

  private void addOnnx(BoostedModel fixture, String of) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      var options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      OrtSession session = environment.createSession(OnnxTrees.of(fixture.forest()), options);
      add(of + " score, one row, ONNX Runtime", 500, () -> run(environment, session, fixture));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot load the forest", e);
    }
  }

  private static void run(OrtEnvironment environment, OrtSession session, BoostedModel fixture)
      throws OrtException {
    for (int i = 0; i < 500; i++) {
      FloatBuffer row = FloatBuffer.wrap(fixture.rows(), i * WIDTH, WIDTH);
      try (OnnxTensor tensor = OnnxTensor.createTensor(environment, row, new long[] {1, WIDTH});
          OrtSession.Result result = session.run(Map.of("x", tensor))) {
        result.get(0).getValue();
      }
    }
  }

  private void addOne() {
    Model linear = LinearModel.of(50);
    double[] row = LinearModel.row(50);
    var scratch = new Scratch();
    add(
        "linear, 50 features, one row",
        20_000,
        () -> {
          for (int i = 0; i < 20_000; i++) {
            linear.score(row, scratch);
          }
        });
  }

  /** What is done with one row. */
  private interface RowWork {
    void accept(double[] row);
  }

  private static void rows(double[][] rows, RowWork work) {
    for (double[] row : rows) {
      work.accept(row);
    }
  }

  private static void scoreByXgboost(BoostedModel fixture, int count) throws XGBoostError {
    for (int i = 0; i < count; i++) {
      DMatrix matrix = fixture.matrix(i);
      fixture.booster().predict(matrix);
      matrix.dispose();
    }
  }

  private static void predict(Booster booster, float[] rows, int count) throws XGBoostError {
    var matrix = new DMatrix(rows, count, WIDTH, Float.NaN);
    booster.predict(matrix, true);
    matrix.dispose();
  }

  private static void contribute(Booster booster, float[] rows, int count) throws XGBoostError {
    var matrix = new DMatrix(rows, count, WIDTH, Float.NaN);
    booster.predictContrib(matrix, 0);
    matrix.dispose();
  }

  private void measure() throws XGBoostError, OrtException {
    for (Case item : cases) {
      long end = System.nanoTime() + 1_500_000_000L;
      while (System.nanoTime() < end) {
        item.work.run();
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Case item : cases) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        item.work.run();
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        item.micros[round] = nanos / 1e3 / item.rows;
        item.bytes[round] = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / item.rows;
      }
    }
    for (Case item : cases) {
      Arrays.sort(item.micros);
      System.out.printf(
          Locale.ROOT,
          "%-44s %,14.3f %,12.3f %,10d%n",
          item.name,
          item.micros[ROUNDS / 2],
          item.micros[0],
          item.bytes[ROUNDS - 1]);
    }
  }
}
