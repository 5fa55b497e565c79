package org.plumbline.registry.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a run's attributes is to change; what is absent stays.
 *
 * @param endedAt taken from the clock when an end status comes without it
 */
public record RunUpdate(
    @Nullable String name, @Nullable RunStatus status, @Nullable Instant endedAt) {
  public RunUpdate {
    Limits.runName(name);
  }

  public static RunUpdate status(RunStatus status) {
    return new RunUpdate(null, status, null);
  }

  public static RunUpdate name(String name) {
    return new RunUpdate(name, null, null);
  }
}
