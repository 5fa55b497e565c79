package org.plumbline.bench;

import java.util.Arrays;
import java.util.List;
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
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * A million values profiled, beside a full sort of the same values: what an exact answer to the
 * same questions (quantiles, two-sample distances) has to pay.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProfileBenchmark {
  private static final int VALUES = 1_000_000;

  private final double[] values = new SplittableRandom(7).doubles(VALUES).toArray();

  @Benchmark
  public TableProfile profile() {
    var builder = new ProfileBuilder(List.of(ProfileColumn.numeric("value")));
    builder.addColumn(0, values);
    return builder.build();
  }

  @Benchmark
  public double[] sort() {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
