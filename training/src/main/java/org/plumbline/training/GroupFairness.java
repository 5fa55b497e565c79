package org.plumbline.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;
import org.plumbline.stats.fairness.FairnessReport;
import org.plumbline.stats.fairness.Rate;

/**
 * How the groups of a protected attribute fare, on rows that the version was not fitted on; of
 * several attributes, their intersections.
 *
 * @param attributes one, or those that are crossed
 * @param groups of 30 rows or more, by name
 * @param hidden groups that are too small to be shown, or would give a small one away
 * @param disparity largest less smallest rate of positive answers with its interval; null under two
 *     groups
 * @param ratio smallest over largest rate; null under two groups or when nobody is selected
 * @param opportunity largest less smallest true positive rate; null where undefined
 * @param mistaken largest less smallest false positive rate; null where undefined
 */
public record GroupFairness(
    List<String> attributes,
    List<Group> groups,
    int hidden,
    @Nullable Interval disparity,
    @Nullable Double ratio,
    @Nullable Double opportunity,
    @Nullable Double mistaken) {
  private static final int LEAST_ROWS = 30;
  private static final double CONFIDENCE = 0.95;

  public GroupFairness {
    attributes = List.copyOf(attributes);
    groups = List.copyOf(groups);
  }

  /**
   * One group.
   *
   * @param selected share that gets the positive answer
   * @param base share whose truth is positive
   */
  public record Group(
      String name,
      long rows,
      Interval selected,
      Interval base,
      Interval truePositive,
      Interval falsePositive) {}

  /** Compares the groups. */
  public static GroupFairness of(
      List<String> attributes, List<String> groups, boolean[] positive, boolean[] selected) {
    var report = FairnessReport.of(groups, positive, selected, LEAST_ROWS);
    List<Group> shown = new ArrayList<>();
    report
        .groups()
        .forEach(
            (name, counts) ->
                shown.add(
                    new Group(
                        name,
                        counts.rows(),
                        report.rate(Rate.SELECTION, name, CONFIDENCE),
                        report.rate(Rate.BASE, name, CONFIDENCE),
                        report.rate(Rate.TRUE_POSITIVE, name, CONFIDENCE),
                        report.rate(Rate.FALSE_POSITIVE, name, CONFIDENCE))));
    boolean comparable = shown.size() > 1;
    Optional<String> most = report.highest(Rate.SELECTION);
    Optional<String> least = report.lowest(Rate.SELECTION);
    return new GroupFairness(
        attributes,
        shown,
        report.hiddenGroups(),
        comparable && most.isPresent() && least.isPresent()
            ? report.difference(Rate.SELECTION, most.get(), least.get(), CONFIDENCE)
            : null,
        comparable ? known(report.ratio(Rate.SELECTION)) : null,
        comparable ? known(report.difference(Rate.TRUE_POSITIVE)) : null,
        comparable ? known(report.difference(Rate.FALSE_POSITIVE)) : null);
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
