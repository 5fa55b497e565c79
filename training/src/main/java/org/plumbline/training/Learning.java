package org.plumbline.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.TreeComponent;

/**
 * Everything that is learnt from a set of rows: preprocessing, settings, components, calibration
 * and blend. Evaluation runs it once per fold on that fold's training rows, so that nothing of it
 * has seen the rows it is judged on; the version itself comes from running it on all rows.
 */
final class Learning {
  static final String PRIOR = "prior";
  static final String ENSEMBLE = "ensemble";

  private final Dataset data;
  private final Splitter splitter;
  private final Plan plan;
  private final long seed;
  private final Budget budget;

  Learning(Dataset data, Splitter splitter, Plan plan, long seed, Budget budget) {
    this.data = data;
    this.splitter = splitter;
    this.plan = plan;
    this.seed = seed;
    this.budget = budget;
  }

  /** All candidates, simplest first, fitted to these rows only. */
  List<Learnt> from(int[] rows) {
    return from(rows, _ -> {});
  }

  /** As {@link #from(int[])}, telling of each setting that is tried. */
  List<Learnt> from(int[] rows, Consumer<Trial> trials) {
    var candidates = new ArrayList<Learnt>();
    candidates.add(prior(rows));
    if (data.task() == Task.BINARY && !data.inputs().isEmpty()) {
      SingleColumnRule rule = SingleColumnRule.fit(data, rows);
      candidates.add(
          Learnt.rule(
              SingleColumnRule.NAME,
              Map.of("column", data.inputs().get(rule.input()).name()),
              rule));
    }
    List<Fold> folds = innerFolds(rows);
    int[] judged = Folds.tested(folds);
    Tuned<Double> linear = LinearLearner.tune(data, folds);
    LinearComponent linearPart = LinearLearner.fit(data, rows, linear.settings());
    var calibrator = new Calibrator(data, splitter, seed + 2);
    Calibrator.Chosen linearEnd = calibrator.choose(linear.outOfFold(), judged);
    candidates.add(
        Learnt.of(
            LinearLearner.name(data),
            LinearLearner.settings(linear.settings()),
            linearEnd.step().on(builder().add(1, linearPart)).build(),
            linearEnd.record()));
    var learner = new XgboostLearner(data, TreeEncoding.of(data, rows), plan.threads(), seed);
    Tuned<XgboostLearner.Chosen> trees = learner.tune(folds, plan.trials(), budget.begin(), trials);
    TreeComponent treePart = learner.fit(rows, trees.settings());
    Calibrator.Chosen treeEnd = calibrator.choose(trees.outOfFold(), judged);
    candidates.add(
        Learnt.of(
            XgboostLearner.NAME,
            trees.settings().named(),
            treeEnd.step().on(builder().add(1, treePart)).build(),
            treeEnd.record()));
    Blend blend = Blend.of(data, linear.outOfFold(), trees.outOfFold(), judged);
    Calibrator.Chosen end = calibrator.choose(blend.margins(), judged);
    Model ensemble =
        end.step()
            .on(builder().add(1 - blend.treeWeight(), linearPart).add(blend.treeWeight(), treePart))
            .build();
    candidates.add(
        Learnt.of(
            ENSEMBLE,
            Map.of(
                LinearLearner.name(data),
                Double.toString(1 - blend.treeWeight()),
                XgboostLearner.NAME,
                Double.toString(blend.treeWeight())),
            ensemble,
            end.record()));
    return List.copyOf(candidates);
  }

  /** Whether the rows can be fitted and parted once more inside: one moment alone cannot. */
  boolean canLearn(int[] rows) {
    return Trainable.rows(data, rows) && !usableFolds(rows).isEmpty();
  }

  private List<Fold> innerFolds(int[] rows) {
    List<Fold> usable = usableFolds(rows);
    Trainable.requireFolds(usable, splitter.kind());
    return usable;
  }

  private List<Fold> usableFolds(int[] rows) {
    List<Fold> folds =
        plan.innerFolds() == 1
            ? List.of(splitter.holdout(rows, 5, seed + 1))
            : splitter.folds(rows, plan.innerFolds(), seed + 1);
    return folds.stream().filter(fold -> Trainable.rows(data, fold.train())).toList();
  }

  private Learnt prior(int[] rows) {
    double[] margins =
        switch (data.task()) {
          case BINARY -> {
            int[] counts = data.classCounts(rows);
            yield new double[] {StrictMath.log((counts[1] + 0.5) / (counts[0] + 0.5))};
          }
          case MULTICLASS -> {
            int[] counts = data.classCounts(rows);
            double[] logs = new double[counts.length];
            for (int k = 0; k < logs.length; k++) {
              logs[k] = StrictMath.log((counts[k] + 0.5) / (rows.length + 0.5 * logs.length));
            }
            yield logs;
          }
          case REGRESSION -> {
            double sum = 0;
            for (int row : rows) {
              sum += data.target()[row];
            }
            yield new double[] {sum / rows.length};
          }
        };
    return Learnt.of(PRIOR, Map.of(), builder().add(1, new ConstantComponent(margins)).build());
  }

  private ModelBuilder builder() {
    return switch (data.task()) {
      case BINARY ->
          ModelBuilder.binary(data.inputs(), data.classes().get(0), data.classes().get(1));
      case MULTICLASS -> ModelBuilder.multiclass(data.inputs(), data.classes());
      case REGRESSION -> ModelBuilder.regression(data.inputs());
    };
  }
}
