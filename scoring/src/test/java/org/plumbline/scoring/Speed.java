package org.plumbline.scoring;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.plumbline.scoring.exchange.XgboostImport;
import org.plumbline.scoring.kernel.PackedForest;
import org.plumbline.scoring.kernel.TreeShap;

/**
 * Thread CPU time and allocation per row of a model of 300 trees, depth 6, 30 features. Run by
 * hand; figures that are kept come from the bench module.
 */
final class Speed {
  private static final int FEATURES = 30;
  private static final int ROWS = 20_000;

  private Speed() {}

  public static void main(String[] args) throws Exception {
    float[] flat = new float[ROWS * FEATURES];
    float[] labels = new float[ROWS];
    var random = new SplittableRandom(42);
    for (int i = 0; i < flat.length; i++) {
      double x = random.nextGaussian();
      labels[i / FEATURES] += (float) Math.sin(x * (1 + i % 5));
      flat[i] = random.nextInt(20) == 0 ? Float.NaN : (float) x;
    }
    for (int i = 0; i < ROWS; i++) {
      labels[i] = labels[i] + random.nextGaussian() > 0 ? 1 : 0;
    }
    Forest forest = XgboostImport.trees(train(flat, labels));
    List<Input> inputs =
        IntStream.range(0, FEATURES).mapToObj(i -> Input.numeric("f" + i)).toList();
    Model model =
        ModelBuilder.binary(inputs, "no", "yes")
            .add(1, new TreeComponent(Encoding.of(inputs, 0), forest))
            .build();
    double[][] rows = new double[1000][FEATURES];
    float[][] features = new float[1000][];
    for (int i = 0; i < rows.length; i++) {
      features[i] = Arrays.copyOfRange(flat, i * FEATURES, (i + 1) * FEATURES);
      for (int j = 0; j < FEATURES; j++) {
        rows[i][j] = features[i][j];
      }
    }
    var packed = new PackedForest(forest);
    var scratch = new Scratch();
    var shap = new TreeShap(forest);
    float[] out = new float[1];
    double[] phi = new double[FEATURES];
    float[] sum = new float[1];
    time("plain walk", 20_000, i -> forest.margins(features[i % 1000], out));
    time("packed walk", 50_000, i -> packed.margins(features[i % 1000], out, scratch.kernel()));
    time("Model.score", 50_000, i -> sum[0] += (float) model.score(rows[i % 1000], scratch));
    time("TreeShap", 1_000, i -> shap.contributions(features[i % 1000], 0, phi, scratch.kernel()));
    time("Model.explain", 1_000, i -> sum[0] += model.explain(rows[i % 1000], scratch).output());
    byte[] bytes = model.toBytes();
    time("Model.toBytes", 20, i -> sum[0] += model.toBytes().length);
    time("Model.read", 20, i -> sum[0] += Model.read(bytes).marginCount());
    System.out.println(bytes.length + " bytes; load " + load() + "; ignore " + sum[0] + out[0]);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static byte[] train(float[] flat, float[] labels) throws Exception {
    var matrix = new DMatrix(flat, ROWS, FEATURES, Float.NaN);
    matrix.setLabel(labels);
    Map<String, Object> settings =
        Map.of(
            "objective",
            "binary:logistic",
            "tree_method",
            "hist",
            "max_depth",
            6,
            "nthread",
            1,
            "eta",
            0.1);
    Booster booster = XGBoost.train(matrix, settings, 300, Map.of(), null, null);
    return booster.toByteArray("ubj");
  }

  private static void time(String name, int count, IntConsumer work) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] nanos = new double[9];
    long allocated = 0;
    for (int round = 0; round < nanos.length; round++) {
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < count; i++) {
        work.accept(i);
      }
      nanos[round] = (threads.getCurrentThreadCpuTime() - start) / (double) count;
      allocated = (threads.getCurrentThreadAllocatedBytes() - bytes) / count;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%-14s min %,12.0f median %,12.0f ns, %,d bytes%n", name, nanos[0], nanos[4], allocated);
  }
}
