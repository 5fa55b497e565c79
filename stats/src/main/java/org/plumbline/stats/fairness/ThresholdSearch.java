package org.plumbline.stats.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/**
 * A threshold for each group under which a rate, or two, are alike between groups [Hardt, Price &
 * Srebro, Equality of Opportunity in Supervised Learning, NIPS 2016].
 *
 * <p>Implementation note: a target rate is walked over a grid; at each point every group takes the
 * threshold whose rates come nearest, and of all points where the groups are within the tolerance
 * the one of highest F1 over all rows is kept, as the common threshold is the one of highest F1.
 * The paper reaches equalised odds exactly by tossing a coin for some rows; here nobody's answer
 * hangs on chance, so odds are as equal as thresholds make them, and the tolerance says how equal
 * that must be. Selecting everybody treats all alike too: a tolerance that nothing better meets
 * shows in the cost. A group looks at no more than {@value #MOST_CUTS} thresholds, at equal steps
 * of rank; O(points × groups × cuts).
 */
public final class ThresholdSearch {
  /** Groups under so many rows keep the common threshold. */
  public static final int LEAST_ROWS = 30;

  /** So do those with fewer rows of either truth, as their rates are chance. */
  public static final int LEAST_OF_A_TRUTH = 10;

  private static final int MOST_CUTS = 200;
  private static final int POINTS = 200;
  private static final int POINTS_OF_TWO = 60;

  private final FairnessGoal goal;
  private final double tolerance;

  /**
   * A search.
   *
   * @param tolerance largest difference between groups that is borne, in [0, 1]
   */
  public ThresholdSearch(FairnessGoal goal, double tolerance) {
    Rules.require(tolerance >= 0 && tolerance <= 1, "tolerance %s must lie in [0, 1]", tolerance);
    this.goal = goal;
    this.tolerance = tolerance;
  }

  /** A threshold with what it selects of a group. */
  private record Cut(double threshold, long truePositives, long falsePositives) {}

  /** A group's cuts, from selecting nobody to selecting all. */
  private record Curve(String name, long positives, long negatives, List<Cut> cuts) {
    double truePositiveRate(Cut cut) {
      return (double) cut.truePositives() / positives;
    }

    double falsePositiveRate(Cut cut) {
      return (double) cut.falsePositives() / negatives;
    }

    double selectionRate(Cut cut) {
      return (double) (cut.truePositives() + cut.falsePositives()) / (positives + negatives);
    }
  }

  private record Choice(Cut[] cuts, double difference, double f1) {}

  /**
   * The thresholds, chosen on these rows; they flatter themselves on the same rows.
   *
   * @param groups name of each row's group
   * @param positive truth of each row
   * @param scores finite; higher is likelier positive
   * @param common threshold of groups that are too small for their own
   * @return empty when fewer than two groups are large enough, or nothing within the tolerance
   *     selects a positive row
   * @throws IllegalArgumentException for lists of unequal length, or a score that is not finite
   */
  public Optional<GroupThresholds> choose(
      List<String> groups, boolean[] positive, double[] scores, double common) {
    Rules.require(
        groups.size() == positive.length && groups.size() == scores.length,
        "%d groups, %d truths, %d scores: give one of each for every row",
        groups.size(),
        positive.length,
        scores.length);
    Rules.finite(scores, "score");
    Map<String, int[]> rows = rowsByGroup(groups);
    List<Curve> curves = new ArrayList<>();
    long found = 0;
    long selected = 0;
    for (Map.Entry<String, int[]> group : rows.entrySet()) {
      Curve curve = curve(group.getKey(), group.getValue(), positive, scores);
      if (isLarge(curve)) {
        curves.add(curve);
      } else {
        for (int row : group.getValue()) {
          boolean taken = scores[row] >= common;
          selected += taken ? 1 : 0;
          found += taken && positive[row] ? 1 : 0;
        }
      }
    }
    if (curves.size() < 2) {
      return Optional.empty();
    }
    long positives = IntStream.range(0, positive.length).filter(row -> positive[row]).count();
    return best(curves, found, selected, positives)
        .map(choice -> thresholds(curves, choice, common));
  }

  private static boolean isLarge(Curve curve) {
    return curve.positives() + curve.negatives() >= LEAST_ROWS
        && Math.min(curve.positives(), curve.negatives()) >= LEAST_OF_A_TRUTH;
  }

  private static Map<String, int[]> rowsByGroup(List<String> groups) {
    Map<String, IntStream.Builder> rows = new TreeMap<>();
    for (int row = 0; row < groups.size(); row++) {
      rows.computeIfAbsent(groups.get(row), name -> IntStream.builder()).add(row);
    }
    Map<String, int[]> built = new TreeMap<>();
    rows.forEach((name, builder) -> built.put(name, builder.build().toArray()));
    return built;
  }

  private static Curve curve(String name, int[] rows, boolean[] positive, double[] scores) {
    int[] ranked =
        Arrays.stream(rows)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int step = Math.max(1, ranked.length / MOST_CUTS);
    List<Cut> cuts = new ArrayList<>();
    cuts.add(new Cut(Math.nextUp(scores[ranked[0]]), 0, 0));
    long found = 0;
    int passed = 0;
    for (int i = 0; i < ranked.length; i++) {
      found += positive[ranked[i]] ? 1 : 0;
      passed++;
      boolean last = i == ranked.length - 1;
      boolean lastOfTie = last || scores[ranked[i + 1]] != scores[ranked[i]];
      // Rows of one score are selected together or not at all.
      if (lastOfTie && (last || passed >= step)) {
        cuts.add(new Cut(scores[ranked[i]], found, i + 1 - found));
        passed = 0;
      }
    }
    return new Curve(name, found, ranked.length - found, cuts);
  }

  private Optional<Choice> best(List<Curve> curves, long found, long selected, long positives) {
    Choice best = null;
    int points = goal == FairnessGoal.EQUALISED_ODDS ? POINTS_OF_TWO : POINTS;
    for (int i = 1; i <= points; i++) {
      int others = goal == FairnessGoal.EQUALISED_ODDS ? points : 0;
      for (int j = 0; j <= others; j++) {
        Cut[] cuts = nearest(curves, (double) i / points, (double) j / points);
        double difference = difference(curves, cuts);
        double f1 = f1(cuts, found, selected, positives);
        if (difference <= tolerance && f1 > 0 && (best == null || f1 > best.f1())) {
          best = new Choice(cuts, difference, f1);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** The cut of each group that comes nearest to the rates. */
  private Cut[] nearest(List<Curve> curves, double rate, double falsePositiveRate) {
    Cut[] nearest = new Cut[curves.size()];
    for (int g = 0; g < nearest.length; g++) {
      Curve curve = curves.get(g);
      double least = Double.POSITIVE_INFINITY;
      for (Cut cut : curve.cuts()) {
        double distance =
            switch (goal) {
              case DEMOGRAPHIC_PARITY -> Math.abs(curve.selectionRate(cut) - rate);
              case EQUAL_OPPORTUNITY -> Math.abs(curve.truePositiveRate(cut) - rate);
              case EQUALISED_ODDS ->
                  Math.max(
                      Math.abs(curve.truePositiveRate(cut) - rate),
                      Math.abs(curve.falsePositiveRate(cut) - falsePositiveRate));
            };
        // Strictly less, so that of equals the higher threshold stays.
        if (distance < least) {
          least = distance;
          nearest[g] = cut;
        }
      }
    }
    return nearest;
  }

  private double difference(List<Curve> curves, Cut[] cuts) {
    return switch (goal) {
      case DEMOGRAPHIC_PARITY -> span(curves, cuts, Curve::selectionRate);
      case EQUAL_OPPORTUNITY -> span(curves, cuts, Curve::truePositiveRate);
      case EQUALISED_ODDS ->
          Math.max(
              span(curves, cuts, Curve::truePositiveRate),
              span(curves, cuts, Curve::falsePositiveRate));
    };
  }

  @FunctionalInterface
  private interface RateOfCut {
    double of(Curve curve, Cut cut);
  }

  private static double span(List<Curve> curves, Cut[] cuts, RateOfCut rate) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int g = 0; g < cuts.length; g++) {
      double value = rate.of(curves.get(g), cuts[g]);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  }

  private static double f1(Cut[] cuts, long found, long selected, long positives) {
    long allFound = found;
    long allSelected = selected;
    for (Cut cut : cuts) {
      allFound += cut.truePositives();
      allSelected += cut.truePositives() + cut.falsePositives();
    }
    return 2.0 * allFound / (allSelected + positives);
  }

  private static GroupThresholds thresholds(List<Curve> curves, Choice choice, double common) {
    Map<String, Double> byGroup = new TreeMap<>();
    for (int g = 0; g < curves.size(); g++) {
      byGroup.put(curves.get(g).name(), choice.cuts()[g].threshold());
    }
    return new GroupThresholds(common, byGroup);
  }
}
