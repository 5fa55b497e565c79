package org.plumbline.monitoring;

import static org.plumbline.monitoring.PlanField.check;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a model is looked at.
 *
 * @param everyMinutes least time between two looks at its windows, up to a day; 0 for as soon as
 *     there are new answers
 * @param jointDays days between two looks at its rows as wholes, 1 to 90
 */
public record LookSchedule(int everyMinutes, int jointDays) {
  public static final LookSchedule STANDARD = new LookSchedule(0, 7);

  /** By so much at the most the clocks of two instances differ. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  public LookSchedule {
    check(
        "schedule.everyMinutes",
        everyMinutes >= 0 && everyMinutes <= 1_440,
        everyMinutes,
        "0 to 1,440");
    check("schedule.jointDays", jointDays >= 1 && jointDays <= 90, jointDays, "1 to 90");
  }

  /**
   * Whether the windows may be looked at again. A look well in the future was before the machine's
   * clock was set back, and holds up none.
   */
  boolean isDue(@Nullable Instant looked, Instant now) {
    return looked == null
        || looked.minus(CLOCKS_DIFFER).isAfter(now)
        || !now.isBefore(looked.plus(Duration.ofMinutes(everyMinutes)));
  }
}
