package org.plumbline.app.explaining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.explain.AccumulatedEffects;
import org.plumbline.scoring.explain.Grids;
import org.plumbline.scoring.explain.PartialDependence;
import org.plumbline.scoring.explain.PermutationImportance;
import org.plumbline.stats.metrics.BinaryMetrics;

/**
 * The effects of all features over a sample of rows, the most important first.
 *
 * @param loss the name of the loss that importance is measured in
 * @param rows how many rows the answer rests on
 */
public record ModelExplanation(String loss, int rows, List<FeatureEffect> features) {
  private static final int POINTS = 21;
  private static final int REPEATS = 5;
  private static final int ROWS_PER_CURVE = 500;
  private static final long SEED = 1;

  public ModelExplanation {
    features = List.copyOf(features);
  }

  /**
   * Measures every feature.
   *
   * @param output the class whose probability is explained; 0 for a regression
   */
  public static ModelExplanation of(
      Model model, Contract contract, RowSample sample, int output, DoubleConsumer progress) {
    return new Measuring(model, contract, sample, output).run(progress);
  }

  private static final class Measuring {
    private final Model model;
    private final List<ColumnContract> features;
    private final RowSample sample;
    private final ToDoubleFunction<double[]> score;
    private final double[][] few;

    Measuring(Model model, Contract contract, RowSample sample, int output) {
      this.model = model;
      this.features = contract.features();
      this.sample = sample;
      this.score = score(model, output);
      this.few = Arrays.copyOf(sample.rows(), Math.min(sample.rows().length, ROWS_PER_CURVE));
    }

    private static ToDoubleFunction<double[]> score(Model model, int output) {
      var scratch = new Scratch();
      if (model.task() == Task.REGRESSION) {
        return row -> model.score(row, scratch);
      }
      double[] probabilities = new double[model.classes().size()];
      return row -> {
        model.probabilities(row, probabilities, scratch);
        return probabilities[output];
      };
    }

    ModelExplanation run(DoubleConsumer progress) {
      List<FeatureEffect> effects = new ArrayList<>();
      for (int i = 0; i < features.size(); i++) {
        effects.add(effect(i));
        progress.accept((i + 1.0) / features.size());
      }
      effects.sort(
          Comparator.comparingDouble(
              effect ->
                  -(effect.importance() == null
                      ? effect.reach()
                      : effect.importance().increase())));
      return new ModelExplanation(lossName(), sample.rows().length, effects);
    }

    private String lossName() {
      return model.task() == Task.REGRESSION ? "mean squared error" : "log loss";
    }

    private FeatureEffect effect(int index) {
      Input input = model.inputs().get(index);
      boolean category = input.kind() == Input.Kind.CATEGORICAL;
      PartialDependence dependence =
          PartialDependence.of(score, few, index, Grids.of(input, few, index, POINTS));
      AccumulatedEffects accumulated =
          category ? null : AccumulatedEffects.of(score, sample.rows(), index, POINTS - 1);
      double[] curve = accumulated == null ? dependence.mean() : accumulated.effect();
      return new FeatureEffect(
          input.name(),
          sample.isLabelled() ? importance(index) : null,
          accumulated == null ? List.of() : points(index, accumulated.edges(), curve),
          points(index, dependence.grid(), dependence.mean()),
          curve.length == 0
              ? 0
              : Arrays.stream(curve).max().orElseThrow()
                  - Arrays.stream(curve).min().orElseThrow());
    }

    private PermutationImportance importance(int index) {
      return PermutationImportance.of(
          score, this::loss, sample.rows(), sample.labels(), REPEATS, SEED, index);
    }

    private double loss(double[] labels, double[] scores) {
      if (model.task() != Task.REGRESSION) {
        return BinaryMetrics.logLoss(labels, scores);
      }
      return IntStream.range(0, labels.length)
          .mapToDouble(i -> (labels[i] - scores[i]) * (labels[i] - scores[i]))
          .average()
          .orElse(Double.NaN);
    }

    private List<FeatureEffect.Point> points(int index, double[] grid, double[] curve) {
      ColumnContract feature = features.get(index);
      return IntStream.range(0, grid.length)
          .mapToObj(
              g ->
                  new FeatureEffect.Point(
                      Column.text(feature.type(), feature.categories(), grid[g]), curve[g]))
          .toList();
    }
  }
}
