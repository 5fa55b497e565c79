package org.plumbline.deployment.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many entities come.
 *
 * @param fresh entities that were seen for the first time in the span, by day from its beginning
 * @param labelled the part of them whose metric becomes known, 0 to 1
 */
record Traffic(List<Long> fresh, double labelled) {
  /** The pace of the newest days goes on when the span is over. */
  private static final int PACE = 7;

  private static final double LONGEST = 3_650;

  Traffic {
    fresh = List.copyOf(fresh);
  }

  long entities() {
    return fresh.stream().mapToLong(Long::longValue).sum();
  }

  /** Days until so many entities are known; null when that takes more than ten years. */
  @Nullable Integer days(long needed) {
    double left = needed;
    for (int day = 0; day < fresh.size(); day++) {
      left -= labelled * fresh.get(day);
      if (left <= 0) {
        return day + 1;
      }
    }
    double pace =
        labelled
            * fresh.subList(Math.max(0, fresh.size() - PACE), fresh.size()).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
    double days = fresh.size() + Math.ceil(left / pace);
    return days <= LONGEST ? Integer.valueOf((int) days) : null;
  }
}
