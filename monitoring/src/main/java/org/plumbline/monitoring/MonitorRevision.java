package org.plumbline.monitoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was set.
 *
 * @param number 0 when nobody has set any
 */
public record MonitorRevision(
    int number,
    MonitorPlan plan,
    @Nullable String by,
    @Nullable Instant at,
    @Nullable String reason) {
  public static final MonitorRevision NONE =
      new MonitorRevision(0, MonitorPlan.STANDARD, null, null, null);
}
