package org.plumbline.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rates by group of one column over the last answers, as the API shows them.
 *
 * @param disparity largest less smallest rate of the groups that are shown; null under two of them
 * @param ratio smallest over largest rate; null under two groups, or when nobody was positive
 */
public record FairnessReport(
    String model,
    int version,
    String column,
    List<Group> groups,
    @Nullable Double disparity,
    @Nullable Double ratio) {
  /** One group; its rate is null when it is too small to judge. */
  public record Group(String group, long rows, @Nullable Double positiveRate, boolean suppressed) {}
}
