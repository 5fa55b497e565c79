package org.plumbline.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.kernel.Tx;

/** Sessions with the hashes of their refresh tokens. */
public interface Sessions {
  void open(Tx tx, Session session);

  void addToken(Tx tx, UUID session, TokenHash token, Instant at);

  /** The session of a token, locked until the transaction ends. */
  Optional<Issued> findForUpdate(Tx tx, TokenHash token);

  void markUsed(Tx tx, TokenHash token, Instant at);

  void revoke(Tx tx, UUID session, Instant at);

  void revokeAll(Tx tx, Username username, Instant at);

  /** A refresh token as it was issued. */
  record Issued(Session session, boolean used) {}
}
