package org.plumbline.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.training.Scorecard.Difference;

/**
 * Which candidate becomes the version: the simplest whose primary metric is not worse than the best
 * one's beyond chance.
 *
 * <p>Candidates come simplest first. A more complex one replaces a simpler one only when the paired
 * bootstrap interval of their difference excludes zero: both are judged on the same resampled rows
 * (whole groups, where rows have one), so what is hard about a row cancels out. Yardsticks (the
 * prior, a single-column rule) are compared but never chosen; whether a version must beat them is
 * for policy to say.
 *
 * @param differences of each other candidate to the champion on the primary metric; positive =
 *     worse
 */
record Choice(String champion, Map<String, Difference> differences) {
  static String primaryMetric(Task task) {
    return task == Task.REGRESSION ? "rmse" : "logLoss";
  }

  static Choice of(Dataset data, Evaluation evaluation, int replicates, long seed) {
    int[] judged = evaluation.judged();
    var paired = new PairedLosses(data, judged, Measures.bootstrap(replicates, seed));
    var losses = new LinkedHashMap<String, double[]>();
    evaluation
        .test()
        .forEach((learner, margins) -> losses.put(learner, Losses.byRow(data, margins, judged)));
    List<String> choosable =
        evaluation.all().stream()
            .filter(
                learnt -> learnt.model().isPresent() && !learnt.learner().equals(Learning.PRIOR))
            .map(Learnt::learner)
            .toList();
    String best = choosable.getFirst();
    for (String learner : choosable) {
      best = Losses.mean(of(losses, learner)) < Losses.mean(of(losses, best)) ? learner : best;
    }
    String champion = best;
    for (String learner : choosable) {
      if (learner.equals(best)
          || !paired.difference(of(losses, learner), of(losses, best)).isAbove(0)) {
        champion = learner;
        break;
      }
    }
    var differences = new LinkedHashMap<String, Difference>();
    for (String learner : losses.keySet()) {
      if (!learner.equals(champion)) {
        Interval found = paired.difference(of(losses, learner), of(losses, champion));
        differences.put(
            learner,
            new Difference(primaryMetric(data.task()), found.value(), found.low(), found.high()));
      }
    }
    return new Choice(champion, differences);
  }

  private static double[] of(Map<String, double[]> losses, String learner) {
    return Objects.requireNonNull(losses.get(learner), learner);
  }
}
