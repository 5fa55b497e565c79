package org.plumbline.bench;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * A million rows of thirty columns compared with a reference's profile, beside sorting each column
 * on as many threads: what the two-sample distances cost without profiles.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class DriftReportBenchmark {
  private static final int COLUMNS = 30;
  private static final int ROWS = 1_000_000;

  private final List<ProfileColumn> columns =
      IntStream.range(0, COLUMNS).mapToObj(i -> ProfileColumn.numeric("column " + i)).toList();
  private final double[][] current = new double[COLUMNS][];
  private final TableProfile reference;

  public DriftReportBenchmark() {
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(current, i -> random.doubles(ROWS).map(u -> Math.log(u / (1 - u))).toArray());
    reference = profile();
  }

  private TableProfile profile() {
    ProfileBuilder builder = new ProfileBuilder(columns);
    builder.addColumns(current);
    return builder.build();
  }

  @Benchmark
  public DriftReport report() {
    return DriftReport.compare(reference, profile());
  }

  @Benchmark
  public double sort() {
    return Arrays.stream(current)
        .parallel()
        .mapToDouble(
            column -> {
              double[] sorted = column.clone();
              Arrays.sort(sorted);
              return sorted[ROWS / 2];
            })
        .sum();
  }
}
