package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What truly happened, for one prediction or for one entity at a time.
 *
 * @param predictionId null when entity and time say which
 * @param entity with {@code time}: the last prediction about it at or before that time
 * @param value a class name, a boolean or a number, as the caller wrote it
 * @param observedAt when it was known, null for now
 */
public record Label(
    @Nullable UUID predictionId,
    @Nullable String entity,
    @Nullable Instant time,
    Object value,
    @Nullable Instant observedAt) {
  public Label {
    require(
        predictionId != null || (entity != null && time != null),
        "a label names a predictionId, or an entity and a time");
  }

  public static Label of(UUID predictionId, Object value) {
    return new Label(predictionId, null, null, value, null);
  }
}
