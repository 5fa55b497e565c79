package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.descriptive.Proportions;
import org.plumbline.stats.fairness.FairnessGoal;
import org.plumbline.stats.fairness.GroupThresholds;
import org.plumbline.stats.fairness.ThresholdSearch;
import org.plumbline.stats.metrics.BinaryMetrics;
import org.plumbline.stats.metrics.DeLong;

/**
 * Makes groups fare alike, and compares with the same training without it.
 *
 * <p>Where the judged rows are the cross-validated ones, thresholds that decide on one half of them
 * are chosen on the other, so that nothing judges itself; the version's own are chosen on all.
 */
final class Mitigating {
  private static final double CONFIDENCE = 0.95;

  private final Mitigation asked;
  private final List<String> attributes;
  private final List<String> people;
  private final Splitter splitter;
  private final long seed;

  private Mitigating(
      Mitigation asked,
      List<String> attributes,
      List<String> people,
      Splitter splitter,
      long seed) {
    this.asked = asked;
    this.attributes = attributes;
    this.people = people;
    this.splitter = splitter;
    this.seed = seed;
  }

  /** A model that was learnt, by what it said about rows it had not seen. */
  record Side(Evaluation evaluation, String learner) {
    double[] crossValidated(Dataset data, int[] rows) {
      return Measures.scores(
          data, Objects.requireNonNull(evaluation.crossValidated().get(learner), learner), rows);
    }

    double[] judged(Dataset data) {
      return Measures.scores(
          data,
          Objects.requireNonNull(evaluation.test().get(learner), learner),
          evaluation.judged());
    }

    /**
     * The highest F1 on cross-validated scores. With a test set these are other rows than those
     * that decisions are counted on; else the same, so precision and recall at it are a little
     * flattered.
     */
    double threshold(Dataset data) {
      int[] rows = Folds.tested(evaluation.folds());
      double best = BinaryMetrics.bestThresholdByF1(data.targets(rows), crossValidated(data, rows));
      return Double.isNaN(best) ? 0.5 : best;
    }
  }

  /**
   * Reads what is asked.
   *
   * @throws PlumblineException INVALID_FIELD for another task than two classes, or an attribute
   *     that is not protected
   */
  static Mitigating of(
      Mitigation asked,
      Dataset data,
      SequencedMap<String, List<String>> groups,
      Splitter splitter,
      long seed) {
    if (data.task() != Task.BINARY) {
      throw refused("only decisions between two classes are mitigated, and this is " + data.task());
    }
    if (groups.isEmpty()) {
      throw refused("it needs a protected column; name one with --protected");
    }
    List<String> attributes =
        asked.attributes().isEmpty() ? List.copyOf(groups.keySet()) : asked.attributes();
    List<List<String>> columns = new ArrayList<>();
    for (String attribute : attributes) {
      List<String> column = groups.get(attribute);
      if (column == null) {
        throw refused(
            "'"
                + attribute
                + "' is not protected; protected are "
                + String.join(", ", groups.keySet()));
      }
      columns.add(column);
    }
    List<String> people = new ArrayList<>();
    for (int row = 0; row < data.rowCount(); row++) {
      int at = row;
      people.add(String.join(", ", columns.stream().map(column -> column.get(at)).toList()));
    }
    return new Mitigating(asked, attributes, List.copyOf(people), splitter, seed);
  }

  /** The group of each row. */
  List<String> people() {
    return people;
  }

  boolean reweighs() {
    return asked.reweigh();
  }

  /** What it does to the judged rows. */
  Mitigated judge(Dataset data, Side before, Side after, int replicates) {
    int[] judged = after.evaluation().judged();
    boolean[] positive = positive(data, judged);
    double[] scoresBefore = before.judged(data);
    double[] scoresAfter = after.judged(data);
    double common = after.threshold(data);
    boolean[] selectedBefore = cut(scoresBefore, before.threshold(data));
    FairnessGoal goal = asked.goal();
    boolean[] selectedAfter;
    Mitigated.Thresholds thresholds = null;
    if (goal == null) {
      selectedAfter = cut(scoresAfter, common);
    } else {
      int[] rows = Folds.tested(after.evaluation().folds());
      GroupThresholds chosen = thresholds(data, after, goal, rows, common);
      thresholds =
          new Mitigated.Thresholds(goal, asked.tolerance(), common, chosen.byGroup(), rows.length);
      selectedAfter =
          splitter instanceof Splitter.Timed
              ? chosen.select(people(judged), scoresAfter)
              : crossed(data, after, goal, judged, common);
    }
    var paired = new PairedLosses(data, judged, Measures.bootstrap(replicates, seed));
    List<String> groups = people(judged);
    return new Mitigated(
        attributes,
        asked.reweigh(),
        thresholds,
        List.of(
            area(data.targets(judged), scoresBefore, scoresAfter),
            share(
                "accuracy",
                paired,
                alike(positive, selectedBefore),
                alike(positive, selectedAfter)),
            share("selected", paired, selectedBefore, selectedAfter)),
        GroupFairness.of(attributes, groups, positive, selectedBefore),
        GroupFairness.of(attributes, groups, positive, selectedAfter));
  }

  private GroupThresholds thresholds(
      Dataset data, Side side, FairnessGoal goal, int[] rows, double common) {
    return new ThresholdSearch(goal, asked.tolerance())
        .choose(people(rows), positive(data, rows), side.crossValidated(data, rows), common)
        .orElseThrow(
            () ->
                refused(
                    "no thresholds of "
                        + goal.wireName()
                        + " within "
                        + asked.tolerance()
                        + " select anybody, or fewer than two groups have "
                        + ThresholdSearch.LEAST_ROWS
                        + " rows with "
                        + ThresholdSearch.LEAST_OF_A_TRUTH
                        + " of each class; allow a larger --tolerance or cross fewer attributes"));
  }

  /** Decisions on each half of the rows by thresholds of the other half. */
  private boolean[] crossed(
      Dataset data, Side side, FairnessGoal goal, int[] judged, double common) {
    boolean[] byRow = new boolean[data.rowCount()];
    for (Fold half : splitter.folds(judged, 2, seed + 3)) {
      boolean[] selected =
          thresholds(data, side, goal, half.train(), common)
              .select(people(half.test()), side.crossValidated(data, half.test()));
      for (int i = 0; i < selected.length; i++) {
        byRow[half.test()[i]] = selected[i];
      }
    }
    boolean[] chosen = new boolean[judged.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = byRow[judged[i]];
    }
    return chosen;
  }

  private List<String> people(int[] rows) {
    return Arrays.stream(rows).mapToObj(people::get).toList();
  }

  private static boolean[] positive(Dataset data, int[] rows) {
    boolean[] positive = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      positive[i] = data.target()[rows[i]] == 1;
    }
    return positive;
  }

  private static boolean[] cut(double[] scores, double threshold) {
    boolean[] selected = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      selected[i] = scores[i] >= threshold;
    }
    return selected;
  }

  private static boolean[] alike(boolean[] left, boolean[] right) {
    boolean[] alike = new boolean[left.length];
    for (int i = 0; i < alike.length; i++) {
      alike[i] = left[i] == right[i];
    }
    return alike;
  }

  private static Mitigated.Cost area(double[] labels, double[] before, double[] after) {
    DeLong.Pair pair = DeLong.paired(labels, after, before);
    return new Mitigated.Cost(
        "rocAuc",
        pair.second().interval(CONFIDENCE),
        pair.first().interval(CONFIDENCE),
        pair.interval(CONFIDENCE));
  }

  private static Mitigated.Cost share(
      String measure, PairedLosses paired, boolean[] before, boolean[] after) {
    Interval difference = paired.difference(ones(after), ones(before));
    return new Mitigated.Cost(measure, share(before), share(after), difference);
  }

  private static Interval share(boolean[] flags) {
    return Proportions.share((long) Arrays.stream(ones(flags)).sum(), flags.length, CONFIDENCE);
  }

  private static double[] ones(boolean[] flags) {
    double[] ones = new double[flags.length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = flags[i] ? 1 : 0;
    }
    return ones;
  }

  private static PlumblineException refused(String why) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, "The mitigation is refused: " + why)
        .with("field", "mitigation");
  }
}
