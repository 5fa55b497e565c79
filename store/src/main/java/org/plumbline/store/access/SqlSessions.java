package org.plumbline.store.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.access.Session;
import org.plumbline.access.Sessions;
import org.plumbline.access.TokenHash;
import org.plumbline.access.Username;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Sessions and their refresh tokens in two tables. */
public final class SqlSessions implements Sessions {
  @Override
  public void open(Tx tx, Session session) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into session (id, username, started_at, expires_at, revoked_at)
            values (:id, :username, :startedAt, :expiresAt, :revokedAt)
            """)
        .bind("id", session.id())
        .bind("username", session.username().value())
        .bind("startedAt", Times.utc(session.startedAt()))
        .bind("expiresAt", Times.utc(session.expiresAt()))
        .bind("revokedAt", Times.utcOrNull(session.revokedAt()))
        .execute();
  }

  @Override
  public void addToken(Tx tx, UUID session, TokenHash token, Instant at) {
    Database.handle(tx)
        .createUpdate(
            "insert into refresh_token (hash, session_id, issued_at) values (:hash, :session, :at)")
        .bind("hash", token.hex())
        .bind("session", session)
        .bind("at", Times.utc(at))
        .execute();
  }

  @Override
  public Optional<Issued> findForUpdate(Tx tx, TokenHash token) {
    return Database.handle(tx)
        .createQuery(
            """
            select s.*, t.used_at is not null as used
            from refresh_token t join session s on s.id = t.session_id
            where t.hash = :hash
            for update
            """)
        .bind("hash", token.hex())
        .map((row, context) -> new Issued(session(row), row.getBoolean("used")))
        .findOne();
  }

  @Override
  public void markUsed(Tx tx, TokenHash token, Instant at) {
    Database.handle(tx)
        .createUpdate("update refresh_token set used_at = :at where hash = :hash")
        .bind("hash", token.hex())
        .bind("at", Times.utc(at))
        .execute();
  }

  @Override
  public void revoke(Tx tx, UUID session, Instant at) {
    Database.handle(tx)
        .createUpdate("update session set revoked_at = :at where id = :id and revoked_at is null")
        .bind("id", session)
        .bind("at", Times.utc(at))
        .execute();
  }

  @Override
  public void revokeAll(Tx tx, Username username, Instant at) {
    Database.handle(tx)
        .createUpdate(
            """
            update session set revoked_at = :at
            where username = :username and revoked_at is null
            """)
        .bind("username", username.value())
        .bind("at", Times.utc(at))
        .execute();
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getObject("id", UUID.class),
        new Username(row.getString("username")),
        Times.instant(row, "started_at"),
        Times.instant(row, "expires_at"),
        Times.instantOrNull(row, "revoked_at"));
  }
}
