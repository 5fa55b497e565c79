package org.plumbline.store.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.plumbline.access.ApiKey;
import org.plumbline.access.EntitlementSource;
import org.plumbline.access.Entitlements;
import org.plumbline.access.TokenHash;
import org.plumbline.access.User;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Reads all entitlements as of one snapshot; triggers keep their revision. */
public final class SqlEntitlements implements EntitlementSource {
  private final Database database;

  public SqlEntitlements(Database database) {
    this.database = database;
  }

  @Override
  public long revision() {
    return database.read(
        handle -> handle.createQuery("select value from access_revision").mapTo(Long.class).one());
  }

  @Override
  public Entitlements load(Instant closedAfter) {
    return database.snapshot(
        handle -> {
          Map<String, User> users = new HashMap<>();
          handle
              .createQuery("select * from app_user")
              .map((row, context) -> SqlUsers.user(row))
              .forEach(user -> users.put(user.username().value(), user));
          Set<UUID> closed =
              handle
                  .createQuery("select id from session where revoked_at > :after")
                  .bind("after", Times.utc(closedAfter))
                  .mapTo(UUID.class)
                  .set();
          Map<TokenHash, ApiKey> keys = new HashMap<>();
          handle
              .createQuery("select * from api_key where revoked_at is null")
              .map(
                  (row, context) ->
                      Map.entry(new TokenHash(row.getString("hash")), SqlApiKeys.key(row)))
              .forEach(pair -> keys.put(pair.getKey(), pair.getValue()));
          return new Entitlements(users, closed, keys);
        });
  }
}
