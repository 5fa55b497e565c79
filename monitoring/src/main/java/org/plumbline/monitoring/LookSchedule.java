package org.plumbline.monitoring;

import static org.plumbline.monitoring.MonitorPlan.check;

/**
 * How often a model is looked at.
 *
 * @param jointDays days between two looks at its rows as wholes, 1 to 90
 */
public record LookSchedule(int jointDays) {
  public static final LookSchedule STANDARD = new LookSchedule(7);

  public LookSchedule {
    check("schedule.jointDays", jointDays >= 1 && jointDays <= 90, jointDays, "1 to 90");
  }
}
