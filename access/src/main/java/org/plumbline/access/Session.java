package org.plumbline.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in with all refresh tokens that came from it.
 *
 * @param revokedAt absent while it is open
 */
public record Session(
    UUID id, Username username, Instant startedAt, Instant expiresAt, @Nullable Instant revokedAt) {
  boolean openAt(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }
}
