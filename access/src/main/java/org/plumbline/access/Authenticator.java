package org.plumbline.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Tells who holds a token: an access token or an API key. Never blocks and never reads a store.
 *
 * <p>It decides on a snapshot that {@link #refresh} replaces: at once after a change in this
 * process, within half a second after one in another. While the store is down it decides on what it
 * knew last. Safe to share.
 */
public final class Authenticator {
  private static final int REMEMBERED = 20_000;
  private static final Duration CLOSED_SESSIONS_KEPT = AccessTokens.LIFETIME.plusMinutes(5);

  private final AccessTokens tokens;
  private final EntitlementSource source;
  private final InstantSource clock;
  private final Map<String, Credential.OfSession> checked = new ConcurrentHashMap<>();
  private volatile Snapshot snapshot = new Snapshot(-1, Entitlements.NONE, Map.of());

  public Authenticator(AccessTokens tokens, EntitlementSource source, InstantSource clock) {
    this.tokens = tokens;
    this.source = source;
    this.clock = clock;
  }

  private record Snapshot(
      long revision, Entitlements entitlements, Map<String, Principal> principals) {}

  /**
   * The caller who holds the token.
   *
   * @throws PlumblineException UNAUTHENTICATED when it is not, or no more, good
   */
  public Principal authenticate(String token) {
    return find(token)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The token is not valid, has expired or was revoked: sign in again"));
  }

  /** The caller who holds the token, empty when it is not, or no more, good. */
  public Optional<Principal> find(String token) {
    return credential(token).flatMap(this::find);
  }

  /** The caller whom the credential stands for, empty when it is not, or no more, good. */
  public Optional<Principal> find(Credential credential) {
    Snapshot now = snapshot;
    return Optional.ofNullable(
        switch (credential) {
          case Credential.OfKey of -> holderOfKey(of.key(), now);
          case Credential.OfSession of -> holderOfSession(of, now);
        });
  }

  /** What stands behind a token, empty when it was never ours; it may be good no more. */
  public Optional<Credential> credential(String token) {
    if (token.startsWith(ApiKeys.PREFIX)) {
      return Optional.of(new Credential.OfKey(TokenHash.of(token)));
    }
    return Optional.ofNullable(claims(token));
  }

  private @Nullable Principal holderOfKey(TokenHash hash, Snapshot now) {
    ApiKey key = now.entitlements().keys().get(hash);
    if (key == null || !key.goodAt(clock.instant())) {
      return null;
    }
    return now.principals().get(key.username().value());
  }

  private @Nullable Principal holderOfSession(Credential.OfSession claims, Snapshot now) {
    if (!clock.instant().isBefore(claims.expiresAt())) {
      return null;
    }
    User user = now.entitlements().users().get(claims.username());
    if (user == null
        || now.entitlements().closedSessions().contains(claims.session())
        // A token's times are whole seconds, rounded down.
        || claims.issuedAt().plusSeconds(1).isBefore(user.tokensFrom())) {
      return null;
    }
    return now.principals().get(claims.username());
  }

  private Credential.@Nullable OfSession claims(String token) {
    Credential.OfSession known = checked.get(token);
    if (known != null) {
      return known;
    }
    Credential.OfSession read = tokens.read(token).orElse(null);
    if (read != null) {
      if (checked.size() >= REMEMBERED) {
        checked.clear();
      }
      checked.put(token, read);
    }
    return read;
  }

  /** Reads the entitlements when they have changed since; cheap when not. */
  public synchronized void refresh() {
    long revision = source.revision();
    if (revision == snapshot.revision()) {
      return;
    }
    Instant now = clock.instant();
    Entitlements fresh = source.load(now.minus(CLOSED_SESSIONS_KEPT));
    var principals = new java.util.HashMap<String, Principal>();
    fresh
        .users()
        .forEach(
            (name, user) -> {
              if (user.active()) {
                principals.put(name, Principal.of(user));
              }
            });
    snapshot = new Snapshot(revision, fresh, Map.copyOf(principals));
  }
}
