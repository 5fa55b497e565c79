package org.plumbline.stats.fairness;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.plumbline.stats.Interval;
import org.plumbline.stats.descriptive.Proportions;
import org.plumbline.stats.math.Rules;

/**
 * Decisions by group, compared between groups and with all.
 *
 * <p>Groups below the minimum size are hidden: the report tells that they exist and how many, never
 * their figures. What is hidden could be had as the total less what is shown, so the next smallest
 * group is hidden too while only one is, or while the hidden have fewer rows than the minimum
 * together; when none is left to hide, the total is hidden. Comparisons with all count every row.
 * Immutable.
 */
public final class FairnessReport {
  private final Map<String, GroupCounts> shown = new TreeMap<>();
  private final GroupCounts overall;
  private final int small;
  private final int hidden;
  private final boolean overallShown;
  private final Undefined undefined;

  /** What a rate without a row to speak of counts as in comparisons. */
  public enum Undefined {
    /** It takes no part. */
    LEFT_OUT,
    /** It is zero, as in fairlearn. */
    ZERO
  }

  private FairnessReport(Map<String, GroupCounts> groups, long leastRows, Undefined undefined) {
    this.undefined = undefined;
    overall = groups.values().stream().reduce(GroupCounts.EMPTY, GroupCounts::plus);
    shown.putAll(groups);
    shown.values().removeIf(counts -> counts.rows() < leastRows);
    small = groups.size() - shown.size();
    while (small > 0 && !shown.isEmpty() && derivable(groups.size(), leastRows)) {
      shown.remove(smallestShown());
    }
    hidden = groups.size() - shown.size();
    overallShown = hidden == 0 || !derivable(groups.size(), leastRows);
  }

  /** Whether the total less the shown groups tells of a single group, or of too few rows. */
  private boolean derivable(int groups, long leastRows) {
    long shownRows = shown.values().stream().mapToLong(GroupCounts::rows).sum();
    return groups - shown.size() == 1 || overall.rows() - shownRows < leastRows;
  }

  private String smallestShown() {
    return Collections.min(
            shown.entrySet(), Comparator.comparingLong(group -> group.getValue().rows()))
        .getKey();
  }

  /**
   * Counts the groups of the given names; join the names of several attributes for intersections.
   *
   * @param groups name of each row's group
   * @param positive truth of each row
   * @param selected decision on each row
   * @param leastRows rows under which a group is hidden; 30 is usual
   * @throws IllegalArgumentException for lists of unequal length, or leastRows under 1
   */
  public static FairnessReport of(
      List<String> groups, boolean[] positive, boolean[] selected, int leastRows) {
    return of(groups, positive, selected, leastRows, Undefined.LEFT_OUT);
  }

  /** The same with a choice for rates that are undefined. */
  public static FairnessReport of(
      List<String> groups,
      boolean[] positive,
      boolean[] selected,
      int leastRows,
      Undefined undefined) {
    Rules.require(
        groups.size() == positive.length && groups.size() == selected.length,
        "%d groups, %d truths, %d decisions: give one of each for every row",
        groups.size(),
        positive.length,
        selected.length);
    Rules.require(leastRows >= 1, "leastRows %d: must be at least 1", leastRows);
    Map<String, GroupCounts> counts = new TreeMap<>();
    for (int i = 0; i < positive.length; i++) {
      GroupCounts before = counts.getOrDefault(groups.get(i), GroupCounts.EMPTY);
      counts.put(groups.get(i), before.with(positive[i], selected[i]));
    }
    return new FairnessReport(counts, leastRows, undefined);
  }

  /** Counts of the groups that may be shown, by name. */
  public Map<String, GroupCounts> groups() {
    return Collections.unmodifiableMap(shown);
  }

  /** Counts of all rows; empty when they would tell of a hidden group. */
  public Optional<GroupCounts> overall() {
    return overallShown ? Optional.of(overall) : Optional.empty();
  }

  /** How many groups have too few rows. */
  public int smallGroups() {
    return small;
  }

  /** How many groups are hidden: the small ones, and those that would give a small one away. */
  public int hiddenGroups() {
    return hidden;
  }

  /** The rate of all rows with its score interval; empty when it would tell of a hidden group. */
  public Optional<Interval> overall(Rate rate, double confidence) {
    return overall().map(counts -> interval(rate, counts, confidence));
  }

  /** A shown group's rate with its score interval; no interval for F1. */
  public Interval rate(Rate rate, String group, double confidence) {
    return interval(rate, load(group), confidence);
  }

  private static Interval interval(Rate rate, GroupCounts counts, double confidence) {
    return rate == Rate.F1
        ? Interval.of(rate.of(counts))
        : Proportions.share(rate.successes(counts), rate.trials(counts), confidence);
  }

  /** First group's rate less the second's, with Newcombe's interval; no interval for F1. */
  public Interval difference(Rate rate, String first, String second, double confidence) {
    return Proportions.difference(rate(rate, first, confidence), rate(rate, second, confidence));
  }

  /** First group's rate over the second's, with the log interval; no interval for F1. */
  public Interval ratio(Rate rate, String first, String second, double confidence) {
    GroupCounts a = load(first);
    GroupCounts b = load(second);
    if (rate == Rate.F1) {
      return Interval.of(rate.of(a) / rate.of(b));
    }
    return Proportions.ratio(
        rate.successes(a), rate.trials(a), rate.successes(b), rate.trials(b), confidence);
  }

  /** Largest less smallest rate of the shown groups; NaN when none has the rate. */
  public double difference(Rate rate) {
    double[] rates = rates(rate);
    return max(rates) - min(rates);
  }

  /** Smallest over largest rate of the shown groups; NaN when all are zero or undefined. */
  public double ratio(Rate rate) {
    double[] rates = rates(rate);
    return min(rates) / max(rates);
  }

  /** Largest distance of a shown group's rate from the rate of all. */
  public double differenceToOverall(Rate rate) {
    double all = value(rate, overall);
    double[] rates = rates(rate);
    return Math.max(max(rates) - all, all - min(rates));
  }

  /** Smallest ratio, the smaller over the larger, of a shown group's rate and that of all. */
  public double ratioToOverall(Rate rate) {
    double all = value(rate, overall);
    double[] rates = rates(rate);
    return Math.min(min(rates) / all, all / max(rates));
  }

  /** The larger difference of true and false positive rates between groups. */
  public double equalisedOddsDifference() {
    return Math.max(difference(Rate.TRUE_POSITIVE), difference(Rate.FALSE_POSITIVE));
  }

  /** The smaller ratio of true and false positive rates between groups. */
  public double equalisedOddsRatio() {
    return Math.min(ratio(Rate.TRUE_POSITIVE), ratio(Rate.FALSE_POSITIVE));
  }

  /** Mean of the differences of true and false positive rates between groups. */
  public double meanOddsDifference() {
    return (difference(Rate.TRUE_POSITIVE) + difference(Rate.FALSE_POSITIVE)) / 2;
  }

  /** Mean of the ratios of true and false positive rates between groups. */
  public double meanOddsRatio() {
    return (ratio(Rate.TRUE_POSITIVE) + ratio(Rate.FALSE_POSITIVE)) / 2;
  }

  /** The larger distance of a group's true or false positive rate from that of all. */
  public double equalisedOddsDifferenceToOverall() {
    return Math.max(
        differenceToOverall(Rate.TRUE_POSITIVE), differenceToOverall(Rate.FALSE_POSITIVE));
  }

  /** The smaller ratio to all of true and false positive rates. */
  public double equalisedOddsRatioToOverall() {
    return Math.min(ratioToOverall(Rate.TRUE_POSITIVE), ratioToOverall(Rate.FALSE_POSITIVE));
  }

  /** Mean of the distances from all of true and false positive rates. */
  public double meanOddsDifferenceToOverall() {
    return (differenceToOverall(Rate.TRUE_POSITIVE) + differenceToOverall(Rate.FALSE_POSITIVE)) / 2;
  }

  /** Mean of the ratios to all of true and false positive rates. */
  public double meanOddsRatioToOverall() {
    return (ratioToOverall(Rate.TRUE_POSITIVE) + ratioToOverall(Rate.FALSE_POSITIVE)) / 2;
  }

  /**
   * Whether the least selected group reaches four fifths of the most selected; false if undefined.
   */
  public boolean meetsFourFifths() {
    return ratio(Rate.SELECTION) >= 0.8;
  }

  /** The shown group whose rate is smallest, the first by name among equals. */
  public Optional<String> lowest(Rate rate) {
    return shown.entrySet().stream()
        .filter(group -> !Double.isNaN(value(rate, group.getValue())))
        .min((a, b) -> Double.compare(value(rate, a.getValue()), value(rate, b.getValue())))
        .map(Map.Entry::getKey);
  }

  /** The shown group whose rate is largest, the first by name among equals. */
  public Optional<String> highest(Rate rate) {
    return shown.entrySet().stream()
        .filter(group -> !Double.isNaN(value(rate, group.getValue())))
        .min((a, b) -> Double.compare(value(rate, b.getValue()), value(rate, a.getValue())))
        .map(Map.Entry::getKey);
  }

  private double value(Rate rate, GroupCounts counts) {
    double value = rate.of(counts);
    return Double.isNaN(value) && undefined == Undefined.ZERO ? 0 : value;
  }

  private double[] rates(Rate rate) {
    return shown.values().stream()
        .mapToDouble(counts -> value(rate, counts))
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  private static double min(double[] rates) {
    return orNaN(Arrays.stream(rates).min());
  }

  private static double max(double[] rates) {
    return orNaN(Arrays.stream(rates).max());
  }

  private static double orNaN(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }

  private GroupCounts load(String group) {
    GroupCounts counts = shown.get(group);
    if (counts == null) {
      throw new IllegalArgumentException(
          "group %s: it is unknown or hidden; shown are %s".formatted(group, shown.keySet()));
    }
    return counts;
  }
}
