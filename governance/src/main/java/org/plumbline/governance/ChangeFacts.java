package org.plumbline.governance;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.plumbline.kernel.Stage;

/**
 * The change that a version is judged for; policies read it as {@code change}.
 *
 * @param rollback the version goes back to production, where it was before
 * @param byGroup whether it is to decide by another threshold for each group of people
 * @param at when it would be made
 */
public record ChangeFacts(
    Stage stage, String author, boolean rollback, boolean byGroup, Instant at) {
  /** A change to a version with one threshold for all. */
  public ChangeFacts(Stage stage, String author, boolean rollback, Instant at) {
    this(stage, author, rollback, false, at);
  }

  Map<String, Object> tree() {
    OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
    return Map.of(
        "stage", stage.name().toLowerCase(Locale.ROOT),
        "author", author,
        "rollback", rollback,
        "groupThresholds", byGroup,
        "date", utc.toLocalDate().toString(),
        "weekday", utc.getDayOfWeek().name().toLowerCase(Locale.ROOT),
        "hour", utc.getHour());
  }
}
