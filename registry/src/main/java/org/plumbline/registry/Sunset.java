package org.plumbline.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionNumber;

/**
 * The announced end of a model or version: from now on it goes to no further stage, and from {@code
 * at} on nobody should rely on it.
 *
 * @param at when it ends
 * @param successor the version to use instead
 */
public record Sunset(
    Instant at,
    String reason,
    @Nullable VersionNumber successor,
    String announcedBy,
    Instant announcedAt) {
  public Sunset {
    reason = Texts.said(1_000, "reason", reason);
  }
}
