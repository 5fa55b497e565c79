package org.plumbline.bench;

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
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.scoring.Scratch;

/** A logistic model of 50 numbers, imputed, clipped and standardised; the limit is 0.2 us a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LinearBenchmark {
  private static final int WIDTH = 50;
  private static final int DIFFERENT_ROWS = 1_024;

  private final SplittableRandom random = new SplittableRandom(7);
  private final double[][] coefficients = {random.doubles(WIDTH, -1, 1).toArray()};
  private final Model model = model();
  private final Scratch scratch = new Scratch();
  private final double[][] rows =
      IntStream.range(0, DIFFERENT_ROWS).mapToObj(i -> row()).toArray(double[][]::new);
  private final double[] out = new double[1];
  private int next;

  private Model model() {
    List<Input> inputs = IntStream.range(0, WIDTH).mapToObj(j -> Input.numeric("x" + j)).toList();
    var steps =
        IntStream.range(0, WIDTH)
            .mapToObj(j -> new Preprocessing.Numeric(j, 0.5, false, -4, 4, false, 0.1, 1.3))
            .toList();
    var linear =
        new LinearComponent(
            new Preprocessing(steps), coefficients, new double[] {-1}, new double[WIDTH]);
    return ModelBuilder.binary(inputs, "no", "yes").add(1, linear).build();
  }

  /** One value in twenty is missing. */
  private double[] row() {
    return random.doubles(WIDTH, -5, 5).map(x -> x > 4.5 ? Double.NaN : x).toArray();
  }

  @Benchmark
  public double score() {
    return model.score(rows[turn()], scratch);
  }

  @Benchmark
  public double margin() {
    model.margins(rows[turn()], out, scratch);
    return out[0];
  }

  /** The limit of the plain arithmetic: a dot product with no preparation and no checks. */
  @Benchmark
  public double dotProduct() {
    double[] row = rows[turn()];
    double[] weights = coefficients[0];
    double sum = 0;
    for (int j = 0; j < WIDTH; j++) {
      sum += weights[j] * row[j];
    }
    return sum;
  }

  private int turn() {
    next = (next + 1) & (DIFFERENT_ROWS - 1);
    return next;
  }
}
