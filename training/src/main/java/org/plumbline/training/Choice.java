package org.plumbline.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.plumbline.scoring.Task;
import org.plumbline.training.Scorecard.Difference;

/**
 * Which candidate becomes the version: the simplest whose primary metric is not worse than the best
 * one's beyond chance.
 *
 * <p>Candidates come simplest first. A more complex one replaces a simpler one only when the paired
 * bootstrap interval of their difference excludes zero: both are judged on the same resampled rows,
 * so what is hard about a row cancels out. Yardsticks (the prior, a single-column rule) are
 * compared but never chosen; whether a version must beat them is for policy to say.
 *
 * @param differences of each other candidate to the champion on the primary metric; positive =
 *     worse
 */
record Choice(String champion, Map<String, Difference> differences) {
  private static final double CONFIDENCE = 0.95;

  static String primaryMetric(Task task) {
    return task == Task.REGRESSION ? "rmse" : "logLoss";
  }

  static Choice of(Dataset data, Evaluation evaluation, int replicates, long seed) {
    var losses = new LinkedHashMap<String, double[]>();
    evaluation
        .test()
        .forEach(
            (learner, margins) ->
                losses.put(learner, Losses.byRow(data, margins, evaluation.judged())));
    List<String> choosable =
        evaluation.all().stream()
            .filter(
                learnt -> learnt.model().isPresent() && !learnt.learner().equals(Learning.PRIOR))
            .map(Learnt::learner)
            .toList();
    String best = choosable.getFirst();
    for (String learner : choosable) {
      best = mean(of(losses, learner)) < mean(of(losses, best)) ? learner : best;
    }
    String champion = best;
    for (String learner : choosable) {
      if (learner.equals(best)
          || difference(data.task(), of(losses, learner), of(losses, best), replicates, seed).low()
              <= 0) {
        champion = learner;
        break;
      }
    }
    var differences = new LinkedHashMap<String, Difference>();
    for (String learner : losses.keySet()) {
      if (!learner.equals(champion)) {
        differences.put(
            learner,
            difference(data.task(), of(losses, learner), of(losses, champion), replicates, seed));
      }
    }
    return new Choice(champion, differences);
  }

  private static double[] of(Map<String, double[]> losses, String learner) {
    return Objects.requireNonNull(losses.get(learner), learner);
  }

  /** The paired percentile bootstrap of left minus right. */
  static Difference difference(
      Task task, double[] left, double[] right, int replicates, long seed) {
    var random = new SplittableRandom(seed);
    double[] drawn = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      double ofLeft = 0;
      double ofRight = 0;
      for (int i = 0; i < left.length; i++) {
        int row = random.nextInt(left.length);
        ofLeft += left[row];
        ofRight += right[row];
      }
      drawn[r] = metric(task, ofLeft / left.length) - metric(task, ofRight / left.length);
    }
    Arrays.sort(drawn);
    double tail = (1 - CONFIDENCE) / 2;
    return new Difference(
        primaryMetric(task),
        metric(task, mean(left)) - metric(task, mean(right)),
        drawn[(int) Math.floor(tail * (replicates - 1))],
        drawn[(int) Math.ceil((1 - tail) * (replicates - 1))]);
  }

  private static double metric(Task task, double meanLoss) {
    return task == Task.REGRESSION ? Math.sqrt(meanLoss) : meanLoss;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
