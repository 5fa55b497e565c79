package org.plumbline.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.plumbline.kernel.Tx;

/** API keys with their hashes. */
public interface ApiKeyStore {
  void add(Tx tx, ApiKey key, TokenHash hash);

  /** Revokes the key; false when there is none or it is revoked already. */
  boolean revoke(Tx tx, UUID id, Instant at);

  /** The keys of a user, newest first, revoked ones included. */
  List<ApiKey> list(Username username);
}
