package org.plumbline.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rates by group of one column over the last answers, as the API shows them.
 *
 * <p>Groups of few rows are suppressed, and with them as many others as it takes that no suppressed
 * figure follows from what is shown.
 *
 * @param disparity largest less smallest rate of the groups that are shown; null under two of them
 * @param ratio smallest over largest rate; null under two groups, or when nobody was positive
 * @param overall rate of all rows; null where it would tell of a suppressed group
 * @param difference the disparity with its interval; null under two groups
 * @param mostSelected the group of the largest rate; null under two groups
 * @param leastSelected the group of the smallest rate; null under two groups
 * @param fourFifths whether the ratio is at least 0.8; null where there is no ratio
 * @param confidence of every interval
 */
public record FairnessReport(
    String model,
    int version,
    String column,
    List<Group> groups,
    @Nullable Double disparity,
    @Nullable Double ratio,
    @Nullable Share overall,
    @Nullable Share difference,
    @Nullable String mostSelected,
    @Nullable String leastSelected,
    @Nullable Boolean fourFifths,
    double confidence) {
  public FairnessReport {
    groups = List.copyOf(groups);
  }

  /**
   * One group.
   *
   * @param rows how many; null where suppressed
   * @param positiveRate share that got the positive answer, null where suppressed
   * @param interval of that share, null where suppressed
   * @param toMostSelected its rate less that of the most selected group; null for that group itself
   *     and where suppressed
   */
  public record Group(
      String group,
      @Nullable Long rows,
      @Nullable Double positiveRate,
      @Nullable Share interval,
      @Nullable Share toMostSelected,
      boolean suppressed) {}

  /** A number and the ends of its interval. */
  public record Share(double value, double low, double high) {}
}
