package org.plumbline.monitoring.log;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;

/**
 * Which logged answers of a model are wanted, newest first; what is null restricts nothing.
 *
 * @param from the first instant that counts
 * @param until the first instant that counts no more
 * @param reason a feature that was answered as a reason
 * @param after the last answer of the page before
 */
public record PredictionQuery(
    ModelName model,
    @Nullable UUID id,
    @Nullable String entity,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Integer version,
    @Nullable Stage stage,
    @Nullable String reason,
    @Nullable Labelled label,
    int limit,
    @Nullable Place after) {
  public PredictionQuery {
    require(limit > 0, "limit %s must be positive", limit);
  }

  /** Every answer of the model. */
  public static PredictionQuery of(ModelName model, int limit) {
    return new PredictionQuery(model, null, null, null, null, null, null, null, null, limit, null);
  }

  /** What must be known about what truly happened. */
  public sealed interface Labelled {
    /** Whether there is a label at all. */
    record Present(boolean wanted) implements Labelled {}

    /** The label as people write it: a class name or a number. */
    record Value(String text) implements Labelled {}
  }

  /** Where an answer stands in the order: by time, then by id. */
  public record Place(Instant predictedAt, UUID id) {}
}
