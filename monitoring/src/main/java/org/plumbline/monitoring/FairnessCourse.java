package org.plumbline.monitoring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;
import org.plumbline.training.GroupFairness;

/**
 * How groups fared week by week, as the API shows it: groups only, never a person.
 *
 * @param attributes that the version protects
 * @param reference how they fared at the version's birth
 */
public record FairnessCourse(
    String model,
    int version,
    List<String> attributes,
    List<Compared> reference,
    List<Week> weeks) {
  public FairnessCourse {
    attributes = List.copyOf(attributes);
    reference = List.copyOf(reference);
    weeks = List.copyOf(weeks);
  }

  /**
   * One ISO week of answers whose labels are mature.
   *
   * @param labelled answers with a label
   * @param known of those, about entities of a known group
   */
  public record Week(
      Instant start, Instant end, long labelled, long known, List<Compared> reports) {}

  /**
   * The groups of one attribute, or of several crossed.
   *
   * @param hidden groups that are too small to be shown, or would give a small one away
   * @param disparity largest less smallest rate of positive answers; null under two groups
   * @param ratio smallest over largest of these rates; null where there is none
   * @param opportunity largest less smallest true positive rate; null where undefined
   * @param mistaken largest less smallest false positive rate; null where undefined
   */
  public record Compared(
      List<String> attributes,
      List<Group> groups,
      int hidden,
      PerformanceReport.@Nullable Range disparity,
      @Nullable Double ratio,
      @Nullable Double opportunity,
      @Nullable Double mistaken) {
    static Compared of(GroupFairness fairness) {
      return new Compared(
          fairness.attributes(),
          fairness.groups().stream()
              .map(
                  group ->
                      new Group(
                          group.name(),
                          group.rows(),
                          range(group.selected()),
                          range(group.base()),
                          range(group.truePositive()),
                          range(group.falsePositive())))
              .toList(),
          fairness.hidden(),
          range(fairness.disparity()),
          fairness.ratio(),
          fairness.opportunity(),
          fairness.mistaken());
    }
  }

  /** A group's rates; null where no row speaks of one. */
  public record Group(
      String name,
      long rows,
      PerformanceReport.@Nullable Range selected,
      PerformanceReport.@Nullable Range base,
      PerformanceReport.@Nullable Range truePositive,
      PerformanceReport.@Nullable Range falsePositive) {}

  private static PerformanceReport.@Nullable Range range(@Nullable Interval interval) {
    return interval == null || Double.isNaN(interval.value())
        ? null
        : new PerformanceReport.Range(
            interval.value(), Finite.orNull(interval.low()), Finite.orNull(interval.high()));
  }
}
