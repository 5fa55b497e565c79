package org.plumbline.access;

import java.time.Instant;
import java.util.UUID;

/**
 * What stands behind a token, without the secret: enough to ask again and again, while a stream
 * stays open, whether it is still good.
 */
public sealed interface Credential {
  /** A session's access token, by its claims. */
  record OfSession(String username, UUID session, Instant issuedAt, Instant expiresAt)
      implements Credential {}

  /** An API key. */
  record OfKey(TokenHash key) implements Credential {}
}
