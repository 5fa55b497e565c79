package org.plumbline.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.kernel.ModelName;

/** Finds answers that were given. */
public interface Predictions {
  Optional<LoggedPrediction> find(UUID id);

  /** The answers about one entity before a time, newest first. */
  List<LoggedPrediction> byEntity(ModelName model, String entity, Instant before, int limit);
}
