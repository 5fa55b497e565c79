package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.scoring.Importance;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.metrics.CalibrationCurve;
import org.plumbline.stats.metrics.Confusion;
import org.plumbline.stats.metrics.GainCurve;

/** Turns an evaluation into the scorecard that people and policies read. */
final class ScorecardWriter {
  private static final int FEWEST_SEGMENT_ROWS = 50;
  private static final int MOST_SEGMENT_VALUES = 12;
  private static final int SEGMENT_REPLICATES = 100;
  private static final int IMPORTANCE_ROWS = 1000;

  private final Dataset data;
  private final Contract contract;
  private final Splitter splitter;
  private final Evaluation evaluation;
  private final Choice choice;
  private final int replicates;
  private final long seed;
  private final SequencedMap<String, List<String>> groups;
  private final @Nullable Mitigated mitigated;

  /**
   * A writer for what was learnt.
   *
   * @param groups the group of each row by protected attribute
   * @param mitigated null when nothing was done so that groups fare alike
   */
  ScorecardWriter(
      Dataset data,
      Contract contract,
      Splitter splitter,
      Evaluation evaluation,
      Choice choice,
      int replicates,
      long seed,
      SequencedMap<String, List<String>> groups,
      @Nullable Mitigated mitigated) {
    this.data = data;
    this.contract = contract;
    this.splitter = splitter;
    this.evaluation = evaluation;
    this.choice = choice;
    this.replicates = replicates;
    this.seed = seed;
    this.groups = groups;
    this.mitigated = mitigated;
  }

  Scorecard write(Model model) {
    Margins margins = margins(evaluation.test(), choice.champion());
    int[] judged = evaluation.judged();
    boolean binary = data.task() == Task.BINARY;
    double threshold = binary ? side().threshold(data) : Double.NaN;
    var measures = new Measures(data, threshold);
    double[] labels = data.targets(judged);
    double[] scores = Measures.scores(data, margins, judged);
    List<Scorecard.Candidate> candidates = candidates(measures);
    return new Scorecard(
        Choice.primaryMetric(data.task()),
        split(),
        binary ? threshold : null,
        metricsOf(candidates, choice.champion()),
        crossValidation(measures),
        binary ? confusion(Confusion.at(threshold, labels, scores)) : null,
        binary ? calibration(CalibrationCurve.equalMass(labels, scores, 10)) : List.of(),
        binary ? gain(GainCurve.of(labels, scores, 20)) : List.of(),
        segments(new Judged(data, contract, judged, replicates, seed), measures, margins),
        candidates,
        baseline(candidates),
        evaluation.fitted(choice.champion()).calibrated(),
        importance(data, model),
        binary ? fairness(judged, labels, scores, threshold) : List.of(),
        mitigated);
  }

  private Mitigating.Side side() {
    return new Mitigating.Side(evaluation, choice.champion());
  }

  /** Of each protected attribute, then of each pair, on the rows that metrics come from. */
  private List<GroupFairness> fairness(
      int[] judged, double[] labels, double[] scores, double threshold) {
    boolean[] positive = new boolean[judged.length];
    boolean[] selected = new boolean[judged.length];
    for (int i = 0; i < judged.length; i++) {
      positive[i] = labels[i] == 1;
      selected[i] = scores[i] >= threshold;
    }
    List<String> names = List.copyOf(groups.keySet());
    var reports = new ArrayList<GroupFairness>();
    for (String name : names) {
      List<String> of = groupsOf(name);
      reports.add(
          GroupFairness.of(
              List.of(name), Arrays.stream(judged).mapToObj(of::get).toList(), positive, selected));
    }
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        List<String> first = groupsOf(names.get(i));
        List<String> second = groupsOf(names.get(j));
        reports.add(
            GroupFairness.of(
                List.of(names.get(i), names.get(j)),
                Arrays.stream(judged)
                    .mapToObj(row -> first.get(row) + ", " + second.get(row))
                    .toList(),
                positive,
                selected));
      }
    }
    return reports;
  }

  private List<String> groupsOf(String attribute) {
    return Objects.requireNonNull(groups.get(attribute), attribute);
  }

  private static Margins margins(Map<String, Margins> byLearner, String learner) {
    return Objects.requireNonNull(byLearner.get(learner), learner);
  }

  private Scorecard.Split split() {
    int folds = evaluation.folds().size();
    long test = evaluation.judged().length;
    if (splitter instanceof Splitter.Timed) {
      return new Scorecard.Split(
          splitter.kind(),
          evaluation.trained().length,
          test,
          "Metrics are from the latest "
              + test
              + " rows, held out; cross-validation is "
              + folds
              + " expanding windows over the rows before. The version is refitted on all rows");
    }
    String rule =
        switch (splitter) {
          case Splitter.Grouped _ -> "no group is on both sides";
          case Splitter.Stratified _ -> "rows dealt evenly by label";
          case Splitter.Timed _ -> "";
        };
    return new Scorecard.Split(
        splitter.kind(),
        data.rowCount(),
        test,
        "Metrics are from out-of-fold scores of "
            + folds
            + "-fold cross-validation, "
            + rule
            + "; settings, calibration and blend are chosen inside each fold. The version is"
            + " refitted on all rows");
  }

  private List<Scorecard.Candidate> candidates(Measures measures) {
    var candidates = new ArrayList<Scorecard.Candidate>();
    for (Learnt learnt : evaluation.all()) {
      boolean champion = learnt.learner().equals(choice.champion());
      Margins margins = margins(evaluation.test(), learnt.learner());
      candidates.add(
          new Scorecard.Candidate(
              learnt.learner(),
              new TreeMap<>(learnt.settings()),
              measures.withIntervals(
                  margins,
                  evaluation.judged(),
                  champion ? replicates : Math.max(50, replicates / 5),
                  seed),
              champion,
              choice.differences().get(learnt.learner())));
    }
    return candidates;
  }

  private static Map<String, Interval> metricsOf(
      List<Scorecard.Candidate> candidates, String learner) {
    return candidates.stream()
        .filter(candidate -> candidate.learner().equals(learner))
        .findFirst()
        .orElseThrow()
        .metrics();
  }

  private Scorecard.Baseline baseline(List<Scorecard.Candidate> candidates) {
    String learner = data.task() == Task.BINARY ? SingleColumnRule.NAME : Learning.PRIOR;
    return new Scorecard.Baseline(learner, metricsOf(candidates, learner));
  }

  private Scorecard.CrossValidation crossValidation(Measures measures) {
    Margins margins = margins(evaluation.crossValidated(), choice.champion());
    var byMetric = new LinkedHashMap<String, List<Double>>();
    for (Fold fold : evaluation.folds()) {
      measures
          .of(margins, fold.test())
          .forEach(
              (name, value) -> byMetric.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
    var metrics = new LinkedHashMap<String, Scorecard.FoldMetric>();
    byMetric.forEach(
        (name, values) -> {
          var summary = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
          metrics.put(
              name,
              new Scorecard.FoldMetric(summary.getAverage(), summary.getMin(), summary.getMax()));
        });
    return new Scorecard.CrossValidation(evaluation.folds().size(), metrics);
  }

  static Scorecard.ConfusionAt confusion(Confusion counts) {
    return new Scorecard.ConfusionAt(
        counts.threshold(),
        counts.truePositive(),
        counts.falsePositive(),
        counts.trueNegative(),
        counts.falseNegative());
  }

  static List<Scorecard.CalibrationBin> calibration(CalibrationCurve curve) {
    return curve.bins().stream()
        .map(
            bin ->
                new Scorecard.CalibrationBin(
                    bin.from(), bin.to(), bin.count(), bin.meanPredicted(), bin.observedRate()))
        .toList();
  }

  static List<Scorecard.GainPoint> gain(GainCurve curve) {
    return curve.points().stream()
        .map(point -> new Scorecard.GainPoint(point.share(), point.captured()))
        .toList();
  }

  /** Rows that a model is judged on, and with how many resamples. */
  record Judged(Dataset data, Contract contract, int[] rows, int replicates, long seed) {}

  static List<Scorecard.Segment> segments(Judged judged, Measures measures, Margins margins) {
    var segments = new ArrayList<Scorecard.Segment>();
    List<ColumnContract> features = judged.contract().features();
    for (int i = 0; i < features.size(); i++) {
      List<String> values = values(features.get(i));
      for (int value = 0; value < values.size(); value++) {
        double slot = value;
        double[] column = judged.data().columns()[i];
        int[] rows = Arrays.stream(judged.rows()).filter(row -> column[row] == slot).toArray();
        if (rows.length >= FEWEST_SEGMENT_ROWS && Trainable.rows(judged.data(), rows)) {
          segments.add(
              new Scorecard.Segment(
                  features.get(i).name(),
                  values.get(value),
                  rows.length,
                  measures.withIntervals(
                      margins,
                      rows,
                      Math.min(judged.replicates(), SEGMENT_REPLICATES),
                      judged.seed())));
        }
      }
    }
    return segments;
  }

  private static List<String> values(ColumnContract column) {
    if (column.type() == ColumnType.BOOLEAN) {
      return column.categories().isEmpty() ? List.of("false", "true") : column.categories();
    }
    return column.type() == ColumnType.CATEGORY && column.categories().size() <= MOST_SEGMENT_VALUES
        ? column.categories()
        : List.of();
  }

  static List<Scorecard.Importance> importance(Dataset data, Model model) {
    int stride = Math.max(1, data.rowCount() / IMPORTANCE_ROWS);
    List<double[]> rows =
        IntStream.iterate(0, row -> row < data.rowCount(), row -> row + stride)
            .mapToObj(
                row -> {
                  double[] slots = new double[data.inputs().size()];
                  data.fill(row, slots);
                  return slots;
                })
            .toList();
    double[] means = Importance.of(model, rows);
    return IntStream.range(0, means.length)
        .mapToObj(i -> new Scorecard.Importance(data.inputs().get(i).name(), means[i]))
        .sorted(Comparator.comparingDouble(Scorecard.Importance::importance).reversed())
        .toList();
  }
}
