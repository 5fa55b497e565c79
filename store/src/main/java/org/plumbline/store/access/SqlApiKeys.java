package org.plumbline.store.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.plumbline.access.ApiKey;
import org.plumbline.access.ApiKeyStore;
import org.plumbline.access.TokenHash;
import org.plumbline.access.Username;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** API keys in a table. */
public final class SqlApiKeys implements ApiKeyStore {
  private final Database database;

  public SqlApiKeys(Database database) {
    this.database = database;
  }

  @Override
  public void add(Tx tx, ApiKey key, TokenHash hash) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into api_key (id, hash, username, name, start, created_at, expires_at)
            values (:id, :hash, :username, :name, :start, :createdAt, :expiresAt)
            """)
        .bind("id", key.id())
        .bind("hash", hash.hex())
        .bind("username", key.username().value())
        .bind("name", key.name())
        .bind("start", key.start())
        .bind("createdAt", Times.utc(key.createdAt()))
        .bind("expiresAt", Times.utcOrNull(key.expiresAt()))
        .execute();
  }

  @Override
  public boolean revoke(Tx tx, UUID id, Instant at) {
    return Database.handle(tx)
            .createUpdate(
                "update api_key set revoked_at = :at where id = :id and revoked_at is null")
            .bind("id", id)
            .bind("at", Times.utc(at))
            .execute()
        == 1;
  }

  @Override
  public List<ApiKey> list(Username username) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from api_key where username = :username
                    order by created_at desc, id
                    """)
                .bind("username", username.value())
                .map((row, context) -> key(row))
                .list());
  }

  static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getObject("id", UUID.class),
        new Username(row.getString("username")),
        row.getString("name"),
        row.getString("start"),
        Times.instant(row, "created_at"),
        Times.instantOrNull(row, "expires_at"),
        Times.instantOrNull(row, "revoked_at"));
  }
}
