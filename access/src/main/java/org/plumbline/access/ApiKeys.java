package org.plumbline.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/** Hands out and revokes the keys of programs, each with its audit entry. Safe to share. */
public final class ApiKeys {
  /** How every key starts, so that scanners of leaked secrets can find it. */
  public static final String PREFIX = "plk_";

  private static final int SHOWN = PREFIX.length() + 6;

  private final Transactions transactions;
  private final Users users;
  private final ApiKeyStore store;
  private final AuditTrail audit;
  private final Secrets secrets;
  private final Authenticator authenticator;
  private final InstantSource clock;

  public ApiKeys(
      SignOn.Ports ports,
      ApiKeyStore store,
      Secrets secrets,
      Authenticator authenticator,
      InstantSource clock) {
    this.transactions = ports.transactions();
    this.users = ports.users();
    this.audit = ports.audit();
    this.store = store;
    this.secrets = secrets;
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** A new key with its secret, which nobody can read again. */
  public record Created(ApiKey key, String secret) {
    @Override
    public String toString() {
      return "Created[" + key + "]";
    }
  }

  /**
   * Makes a key with which a program acts as the user.
   *
   * @throws PlumblineException NOT_FOUND without such a user
   */
  public Created create(Username username, String name, Optional<Duration> goodFor, Actor by) {
    if (users.find(username).isEmpty()) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no user '" + username + "'")
          .with("username", username.value());
    }
    String secret = PREFIX + secrets.token();
    Instant now = clock.instant();
    var key =
        new ApiKey(
            UUID.randomUUID(),
            username,
            name,
            secret.substring(0, SHOWN),
            now,
            goodFor.map(now::plus).orElse(null),
            /* revokedAt= */ null);
    return transactions.in(
        tx -> {
          store.add(tx, key, TokenHash.of(secret));
          audit.append(
              tx,
              AuditEvent.of(by, "api-key.created", "api-key", key.id().toString())
                  .after(Map.of("user", username.value(), "name", name)));
          tx.afterCommit(authenticator::refresh);
          return new Created(key, secret);
        });
  }

  /**
   * Makes the key void.
   *
   * @throws PlumblineException NOT_FOUND when there is no such good key
   */
  public void revoke(UUID id, Actor by) {
    transactions.run(
        tx -> {
          if (!store.revoke(tx, id, clock.instant())) {
            throw PlumblineException.of(
                ErrorCode.NOT_FOUND, "There is no API key " + id + " that is good");
          }
          audit.append(tx, AuditEvent.of(by, "api-key.revoked", "api-key", id.toString()));
          tx.afterCommit(authenticator::refresh);
        });
  }

  /** The keys of a user, newest first, revoked ones included. */
  public List<ApiKey> list(Username username) {
    return store.list(username);
  }
}
