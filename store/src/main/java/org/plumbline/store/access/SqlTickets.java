package org.plumbline.store.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.access.Credential;
import org.plumbline.access.TicketStore;
import org.plumbline.access.TokenHash;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Tickets in a table, so that any instance may redeem them. */
public final class SqlTickets implements TicketStore {
  private final Database database;

  public SqlTickets(Database database) {
    this.database = database;
  }

  @Override
  public void add(TokenHash ticket, Credential credential, Instant goodUntil) {
    String key = null;
    Credential.OfSession session = null;
    switch (credential) {
      case Credential.OfKey of -> key = of.key().hex();
      case Credential.OfSession of -> session = of;
    }
    String keyHash = key;
    Credential.OfSession claims = session;
    database.run(
        tx -> {
          Database.handle(tx)
              .execute(
                  "delete from ticket where good_until < ?",
                  Times.utc(goodUntil.minusSeconds(3_600)));
          Database.handle(tx)
              .createUpdate(
                  """
                  insert into ticket
                    (hash, good_until, api_key, username, session, issued_at, expires_at)
                  values (:hash, :until, :key, :username, :session, :issuedAt, :expiresAt)
                  """)
              .bind("hash", ticket.hex())
              .bind("until", Times.utc(goodUntil))
              .bind("key", keyHash)
              .bind("username", claims == null ? null : claims.username())
              .bindByType("session", claims == null ? null : claims.session(), UUID.class)
              .bind("issuedAt", Times.utcOrNull(claims == null ? null : claims.issuedAt()))
              .bind("expiresAt", Times.utcOrNull(claims == null ? null : claims.expiresAt()))
              .execute();
        });
  }

  @Override
  public Optional<Credential> take(TokenHash ticket, Instant now) {
    return database
        .in(
            tx ->
                Database.handle(tx)
                    .createQuery("delete from ticket where hash = :hash returning *")
                    .bind("hash", ticket.hex())
                    .map((row, context) -> new Kept(Times.instant(row, "good_until"), of(row)))
                    .findOne())
        .filter(kept -> now.isBefore(kept.goodUntil()))
        .map(Kept::credential);
  }

  private record Kept(Instant goodUntil, Credential credential) {}

  private static Credential of(ResultSet row) throws SQLException {
    String key = row.getString("api_key");
    if (key != null) {
      return new Credential.OfKey(new TokenHash(key));
    }
    return new Credential.OfSession(
        row.getString("username"),
        row.getObject("session", UUID.class),
        Times.instant(row, "issued_at"),
        Times.instant(row, "expires_at"));
  }
}
