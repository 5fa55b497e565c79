package org.plumbline.access;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key with which a program acts as a user.
 *
 * @param name what it is for
 * @param start its first characters, to recognise it by
 * @param expiresAt absent when it does not expire
 * @param revokedAt absent while it is good
 */
public record ApiKey(
    UUID id,
    Username username,
    String name,
    String start,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  public ApiKey {
    require(!name.isBlank() && name.length() <= 200, "A key's name has 1 to 200 characters");
  }

  boolean goodAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
