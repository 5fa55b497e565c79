package org.plumbline.monitoring;

import static org.plumbline.monitoring.PlanField.check;

import org.jspecify.annotations.Nullable;

/**
 * How quickly a model must answer, and how old the rows may be that it answers on. What is null is
 * learned from the time before.
 *
 * @param p50Millis within which half of the requests must be answered
 * @param p95Millis within which 95 % of them must be
 * @param p99Millis within which 99 % of them must be
 * @param rowHours age from which a row is stale
 * @param staleShare largest share of answers on stale rows
 * @param snapshotHours age that the newest snapshot of online features may reach
 * @param rise how many times what was usual before is still usual, where a limit is learned
 */
public record PaceLimits(
    @Nullable Double p50Millis,
    @Nullable Double p95Millis,
    @Nullable Double p99Millis,
    @Nullable Double rowHours,
    double staleShare,
    @Nullable Double snapshotHours,
    double rise) {
  public static final PaceLimits STANDARD = new PaceLimits(null, null, null, null, 0.05, null, 2);

  private static final double LONGEST_HOURS = 10 * 366 * 24;
  private static final double LONGEST_MILLIS = 600_000;

  public PaceLimits {
    within("pace.p50Millis", p50Millis, LONGEST_MILLIS);
    within("pace.p95Millis", p95Millis, LONGEST_MILLIS);
    within("pace.p99Millis", p99Millis, LONGEST_MILLIS);
    within("pace.rowHours", rowHours, LONGEST_HOURS);
    within("pace.snapshotHours", snapshotHours, LONGEST_HOURS);
    check("pace.staleShare", staleShare > 0 && staleShare < 1, staleShare, "above 0, below 1");
    check("pace.rise", rise >= 1.1 && rise <= 100, rise, "1.1 to 100");
  }

  private static void within(String field, @Nullable Double value, double most) {
    check(
        field,
        value == null || (value > 0 && value <= most),
        String.valueOf(value),
        "above 0, at most %.0f, or absent".formatted(most));
  }

  /** Whether no limit of the latency is given. */
  public boolean learnsLatency() {
    return p50Millis == null && p95Millis == null && p99Millis == null;
  }
}
