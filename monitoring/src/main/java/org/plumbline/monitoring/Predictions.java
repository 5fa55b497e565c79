package org.plumbline.monitoring;

import java.util.Optional;
import java.util.UUID;

/** Finds answers that were given. */
public interface Predictions {
  Optional<LoggedPrediction> find(UUID id);
}
