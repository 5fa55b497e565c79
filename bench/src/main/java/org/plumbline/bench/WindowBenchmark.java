package org.plumbline.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.stats.profile.WindowCounts;

/**
 * A row of thirty columns taken into a window, beside the least that any accumulator does (a sum a
 * column); and a window compared with its reference.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowBenchmark {
  private static final int COLUMNS = 30;
  private static final int ROWS = 20_000;

  private final List<ProfileColumn> columns =
      IntStream.range(0, COLUMNS).mapToObj(i -> ProfileColumn.numeric("column " + i)).toList();
  private final float[][] rows = rows(2);
  private final double[] sums = new double[COLUMNS];
  private final TableProfile reference = reference();
  private final WindowCounts window = new WindowCounts(reference, columns);

  /** Log-normal, normal and whole numbers in turn, with 5 % missing. */
  private static float[][] rows(long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[ROWS][COLUMNS];
    for (float[] row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        double normal = random.nextGaussian();
        double value =
            i % 3 == 0 ? Math.exp(normal) : i % 3 == 1 ? normal : Math.rint(100 * normal);
        row[i] = (float) (random.nextInt(20) == 0 ? Double.NaN : value);
      }
    }
    return rows;
  }

  private TableProfile reference() {
    ProfileBuilder builder = new ProfileBuilder(columns);
    double[] slots = new double[COLUMNS];
    for (float[] row : rows(1)) {
      Arrays.setAll(slots, i -> row[i]);
      builder.addRow(slots);
    }
    return builder.build();
  }

  @Setup
  public void fill() {
    updateRow();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public WindowCounts updateRow() {
    for (float[] row : rows) {
      window.addRow(row);
    }
    return window;
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public double[] sumRow() {
    for (float[] row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        sums[i] += row[i];
      }
    }
    return sums;
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public DriftReport evaluateWindow() {
    return DriftReport.compare(reference, window.profile());
  }
}
