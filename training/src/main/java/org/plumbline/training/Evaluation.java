package org.plumbline.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Task;

/**
 * What every candidate said about rows it had never seen, and the candidates fitted to all rows.
 *
 * @param folds of the cross-validation; over all rows, or with time over the rows before the test
 * @param judged rows the reported metrics come from: all that were cross-validated, or the test
 * @param crossValidated out-of-fold margins by learner
 * @param test margins of the judged rows by learner; the same as {@code crossValidated} without a
 *     test set
 * @param all the candidates fitted to all rows, simplest first
 */
record Evaluation(
    List<Fold> folds,
    int[] trained,
    int[] judged,
    Map<String, Margins> crossValidated,
    Map<String, Margins> test,
    List<Learnt> all) {

  /** The candidate fitted to all rows. */
  Learnt fitted(String learner) {
    return all.stream().filter(one -> one.learner().equals(learner)).findFirst().orElseThrow();
  }

  static Evaluation of(
      Dataset data, Splitter splitter, Plan plan, Learning learning, long seed, Progress progress) {
    int[] rows = IntStream.range(0, data.rowCount()).toArray();
    boolean byTime = splitter instanceof Splitter.Timed;
    Fold latest = byTime ? splitter.holdout(rows, 5, seed) : new Fold(rows, new int[0]);
    if (byTime && !learning.canLearn(latest.train())) {
      Trainable.requireFolds(List.of(), splitter.kind());
    }
    List<Fold> folds =
        splitter.folds(latest.train(), plan.folds(), seed).stream()
            .filter(fold -> learning.canLearn(fold.train()))
            .toList();
    Trainable.requireFolds(folds, splitter.kind());

    var crossValidated = new LinkedHashMap<String, Margins>();
    var test = new LinkedHashMap<String, Margins>();
    List<Learnt> all;
    try (ExecutorService workers = Executors.newFixedThreadPool(plan.workers())) {
      var running = new ArrayList<Future<List<Learnt>>>();
      for (Fold fold : folds) {
        running.add(workers.submit(task(learning, fold.train())));
      }
      Future<List<Learnt>> fitted = workers.submit(() -> learning.from(rows, progress::tried));
      if (byTime) {
        progress.step("evaluate", "latest " + latest.test().length + " rows held out");
        List<Learnt> before = await(workers.submit(task(learning, latest.train())), workers);
        predict(data, before, latest.test(), test);
      }
      for (int f = 0; f < folds.size(); f++) {
        List<Learnt> candidates = await(running.get(f), workers);
        predict(data, candidates, folds.get(f).test(), crossValidated);
        judge(data, folds.get(f), f + 1, crossValidated, progress);
        progress.step("cross-validate", "fold " + (f + 1) + " of " + folds.size());
      }
      all = await(fitted, workers);
      progress.step("refit", "all " + rows.length + " rows");
    }
    return new Evaluation(
        folds,
        latest.train(),
        byTime ? latest.test() : Folds.tested(folds),
        crossValidated,
        byTime ? test : crossValidated,
        all);
  }

  private static Callable<List<Learnt>> task(Learning learning, int[] rows) {
    return () -> learning.from(rows);
  }

  private static void predict(
      Dataset data, List<Learnt> candidates, int[] rows, Map<String, Margins> into) {
    double[] slots = new double[data.inputs().size()];
    double[] out = new double[data.marginCount()];
    for (Learnt candidate : candidates) {
      Margins margins =
          into.computeIfAbsent(
              candidate.learner(), name -> new Margins(data.rowCount(), data.marginCount()));
      for (int row : rows) {
        data.fill(row, slots);
        candidate.predictor().margins(slots, out);
        for (int k = 0; k < out.length; k++) {
          margins.set(row, k, out[k]);
        }
      }
    }
  }

  private static void judge(
      Dataset data, Fold fold, int number, Map<String, Margins> margins, Progress progress) {
    String metric = Choice.primaryMetric(data.task());
    margins.forEach(
        (learner, predicted) -> {
          double loss = Losses.mean(data, predicted, fold.test());
          progress.judged(
              number, learner, metric, data.task() == Task.REGRESSION ? Math.sqrt(loss) : loss);
        });
  }

  private static <T> T await(Future<T> future, ExecutorService workers) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      workers.shutdownNow();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw PlumblineException.of(ErrorCode.INTERNAL, "A fold failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
      throw PlumblineException.of(ErrorCode.INTERNAL, "The training was interrupted", e);
    }
  }
}
