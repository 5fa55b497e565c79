package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.plumbline.scoring.Calibration;
import org.plumbline.scoring.Component;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.scoring.TreeComponent;

/**
 * What a model of the file answers.
 *
 * @param labels none for a value; [negative, positive] for one sum; else one per sum
 */
record PmmlAnswer(List<String> labels, List<PmmlSum> sums, Link link) {
  PmmlAnswer {
    labels = List.copyOf(labels);
    sums = List.copyOf(sums);
  }

  boolean isValue() {
    return labels.isEmpty();
  }

  /** The sums as components: forests, one linear part, and what is constant. */
  Model build(List<Input> inputs) {
    PmmlAnswer answer = simplest();
    ModelBuilder builder =
        answer.isValue()
            ? ModelBuilder.regression(inputs)
            : answer.sums.size() == 1
                ? ModelBuilder.binary(inputs, answer.labels.getFirst(), answer.labels.getLast())
                : ModelBuilder.multiclass(inputs, answer.labels);
    boolean trees = answer.addTrees(builder, inputs);
    boolean linear = answer.addLinear(builder, inputs);
    double[] constants = answer.sums.stream().mapToDouble(PmmlSum::constant).toArray();
    if (trees || linear) {
      builder.calibrate(new Calibration(1, constants));
    } else {
      builder.add(1, new ConstantComponent(constants));
    }
    return builder.link(answer.link).build();
  }

  /** Shares of two classes are one probability. */
  private PmmlAnswer simplest() {
    boolean two =
        sums.size() == 2
            && link == Link.Standard.SHARES
            && sums.stream().allMatch(PmmlSum::isStraight);
    return two ? new PmmlAnswer(labels, sums.subList(1, 2), link) : this;
  }

  private record Kind(int place, double weight, boolean inFloat, double divisor) {}

  private boolean addTrees(ModelBuilder builder, List<Input> inputs) {
    var kinds = new LinkedHashMap<Kind, PmmlSum.Trees[]>();
    for (int k = 0; k < sums.size(); k++) {
      int place = 0;
      for (PmmlSum.Term term : sums.get(k).terms()) {
        if (term instanceof PmmlSum.Trees trees) {
          var kind = new Kind(place++, trees.weight(), trees.inFloat(), trees.divisor());
          kinds.computeIfAbsent(kind, _ -> new PmmlSum.Trees[sums.size()])[k] = trees;
        }
      }
    }
    kinds.forEach((kind, trees) -> builder.add(kind.weight(), forest(kind, trees, inputs)));
    return !kinds.isEmpty();
  }

  private TreeComponent forest(Kind kind, PmmlSum.Trees[] parts, List<Input> inputs) {
    var columns = new ArrayList<DraftColumn>();
    for (int j = 0; j < inputs.size(); j++) {
      int categories = inputs.get(j).categories().size();
      columns.add(
          categories == 0
              ? DraftColumn.number(j)
              : DraftColumn.categories(j, IntStream.range(0, categories).boxed().toList()));
    }
    double[] bases = new double[parts.length];
    var trees = new ArrayList<DraftTree>();
    var groups = new ArrayList<Integer>();
    for (int k = 0; k < parts.length; k++) {
      PmmlSum.Trees part = parts[k];
      if (part != null) {
        bases[k] = part.base();
        trees.addAll(part.trees());
        part.trees().forEach(_ -> groups.add(0));
        for (int t = groups.size() - part.trees().size(); t < groups.size(); t++) {
          groups.set(t, k);
        }
      }
    }
    var draft =
        new DraftForest(
            columns,
            bases,
            trees,
            groups.stream().mapToInt(Integer::intValue).toArray(),
            kind.divisor());
    return kind.inFloat() ? draft.buildSummedInFloat() : draft.build();
  }

  private boolean addLinear(ModelBuilder builder, List<Input> inputs) {
    int margins = sums.size();
    var columns = new LinkedHashMap<Preprocessing.Numeric, double[][]>();
    Map<Integer, double[][]> tables = new LinkedHashMap<>();
    for (int k = 0; k < margins; k++) {
      for (PmmlSum.Term term : sums.get(k).terms()) {
        switch (term) {
          case PmmlSum.Line line -> {
            double[][] weights =
                columns.computeIfAbsent(step(line), s -> new double[s.width()][margins]);
            weights[0][k] += line.weight();
            if (weights.length > 1) {
              weights[1][k] += line.indicator();
            }
          }
          case PmmlSum.Table table -> {
            int known = table.values().length;
            double[][] weights =
                tables.computeIfAbsent(table.input(), _ -> new double[known + 2][margins]);
            for (int c = 0; c < known; c++) {
              weights[c][k] += table.values()[c];
            }
            weights[known][k] += table.missing();
            weights[known + 1][k] += table.unknown();
          }
          case PmmlSum.Trees _ -> {}
        }
      }
    }
    if (columns.isEmpty() && tables.isEmpty()) {
      return false;
    }
    var steps = new ArrayList<Preprocessing.Step>();
    var weights = new ArrayList<double[]>();
    columns.forEach(
        (step, own) -> {
          steps.add(step);
          weights.addAll(Arrays.asList(own));
        });
    tables.forEach(
        (input, own) -> {
          steps.add(Preprocessing.OneHot.full(input, inputs.get(input).categories().size()));
          weights.addAll(Arrays.asList(own));
        });
    double[][] coefficients = new double[margins][weights.size()];
    for (int j = 0; j < weights.size(); j++) {
      for (int k = 0; k < margins; k++) {
        coefficients[k][j] = weights.get(j)[k];
      }
    }
    Component linear =
        new LinearComponent(
            new Preprocessing(steps),
            coefficients,
            new double[margins],
            new double[weights.size()]);
    builder.add(1, linear);
    return true;
  }

  private static Preprocessing.Numeric step(PmmlSum.Line line) {
    return new Preprocessing.Numeric(
        line.input(),
        Double.isNaN(line.impute()) ? 0 : line.impute(),
        line.indicator() != 0,
        line.low(),
        line.high(),
        line.logarithm(),
        line.mean(),
        line.scale());
  }
}
