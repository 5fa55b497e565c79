package org.plumbline.scoring.explain;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much worse a model predicts when the values of one input are shuffled among the rows [Breiman
 * 2001; Fisher, Rudin and Dominici 2019].
 *
 * <p>An input that another one can stand in for looks unimportant here: shuffle both together to
 * see their worth.
 *
 * @param loss of the rows as they are
 * @param increase mean of the loss with the inputs shuffled, minus {@code loss}
 * @param deviation standard deviation of the increase over the repeats; NaN for one repeat
 */
public record PermutationImportance(double loss, double increase, double deviation) {

  /** A loss of scores against labels: smaller is better. */
  @FunctionalInterface
  public interface Loss {
    double of(double[] labels, double[] scores);
  }

  /**
   * Shuffles the given inputs together, {@code repeats} times. The seed alone decides the shuffles,
   * so every input of a model meets the same ones.
   */
  public static PermutationImportance of(
      ToDoubleFunction<double[]> score,
      Loss loss,
      double[][] rows,
      double[] labels,
      int repeats,
      long seed,
      int... inputs) {
    Rules.require(
        rows.length == labels.length, "%s rows but %s labels", rows.length, labels.length);
    Rules.require(repeats >= 1, "%s repeats asked for: give at least one", repeats);
    for (int input : inputs) {
      Rules.requireInput(rows, input);
    }
    double before =
        loss.of(
            labels,
            IntStream.range(0, rows.length)
                .mapToDouble(i -> score.applyAsDouble(rows[i]))
                .toArray());
    var random = new SplittableRandom(seed);
    double[] increases = new double[repeats];
    for (int r = 0; r < repeats; r++) {
      increases[r] = loss.of(labels, shuffledScores(score, rows, random, inputs)) - before;
    }
    double mean = IntStream.range(0, repeats).mapToDouble(r -> increases[r]).sum() / repeats;
    double squares =
        IntStream.range(0, repeats)
            .mapToDouble(r -> (increases[r] - mean) * (increases[r] - mean))
            .sum();
    double deviation = repeats == 1 ? Double.NaN : Math.sqrt(squares / (repeats - 1));
    return new PermutationImportance(before, mean, deviation);
  }

  private static double[] shuffledScores(
      ToDoubleFunction<double[]> score, double[][] rows, SplittableRandom random, int[] inputs) {
    int[] source = shuffled(rows.length, random);
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i].clone();
      for (int input : inputs) {
        row[input] = rows[source[i]][input];
      }
      scores[i] = score.applyAsDouble(row);
    }
    return scores;
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
