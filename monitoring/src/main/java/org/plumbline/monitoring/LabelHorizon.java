package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How long after an answer its label counts as complete: before that those who have one are no fair
 * sample, since some outcomes show early and others only at the end.
 *
 * @param days 0 when labels count as they come
 * @param by who said so, null when nobody did; so are the following
 */
public record LabelHorizon(
    int days, @Nullable String by, @Nullable Instant at, @Nullable String reason) {
  /** Labels count as they come. */
  public static final LabelHorizon NONE = new LabelHorizon(0, null, null, null);

  private static final int LONGEST = 3_650;

  public LabelHorizon {
    require(days >= 0 && days <= LONGEST, "A horizon has 0 to 3650 days, not %s", days);
  }

  /** The first day whose answers are not all mature yet; answers of earlier days are. */
  public LocalDate matureUntil(Instant now) {
    return days == 0 ? LocalDate.MAX : WindowKind.dayOf(now).minusDays(days);
  }

  /** The instant before which all answers are mature. */
  public Instant matureBefore(Instant now) {
    return days == 0 ? now : WindowKind.startInstant(matureUntil(now));
  }
}
