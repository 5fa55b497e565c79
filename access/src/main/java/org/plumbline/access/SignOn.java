package org.plumbline.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;

/**
 * Opens, renews and closes sessions. Safe to share.
 *
 * <p>A refresh token is good once: each renewal gives a new one. A token that comes back a second
 * time was stolen from somebody, so the whole session is closed.
 */
public final class SignOn {
  /** How long a session may be renewed. */
  public static final Duration SESSION = Duration.ofDays(14);

  private final Transactions transactions;
  private final Users users;
  private final Sessions sessions;
  private final AuditTrail audit;
  private final PasswordHasher hasher;
  private final AccessTokens tokens;
  private final Authenticator authenticator;
  private final Secrets secrets;
  private final InstantSource clock;
  private final LoginThrottle throttle;

  public SignOn(Ports ports, Crypto crypto, Authenticator authenticator, InstantSource clock) {
    this.transactions = ports.transactions();
    this.users = ports.users();
    this.sessions = ports.sessions();
    this.audit = ports.audit();
    this.hasher = crypto.hasher();
    this.tokens = crypto.tokens();
    this.secrets = crypto.secrets();
    this.authenticator = authenticator;
    this.clock = clock;
    this.throttle = new LoginThrottle(clock);
  }

  /** What sessions are kept in. */
  public record Ports(
      Transactions transactions, Users users, Sessions sessions, AuditTrail audit) {}

  /** What secrets are made and checked with. */
  public record Crypto(PasswordHasher hasher, AccessTokens tokens, Secrets secrets) {}

  /** What a client gets: a short access token, a refresh token for later, and who it is. */
  public record Grant(
      String accessToken, String refreshToken, Duration expiresIn, Principal principal) {
    @Override
    public String toString() {
      return "Grant[" + principal.username() + "]";
    }
  }

  /**
   * Opens a session.
   *
   * @param from where the caller comes from; failures are counted by its address
   * @throws PlumblineException UNAUTHENTICATED, in the same words whatever was wrong;
   *     TOO_MANY_REQUESTS after too many failures
   */
  public Grant login(String username, String password, Actor from) {
    String address = Optional.ofNullable(from.address()).orElse("local");
    throttle.attempt(username.strip().toLowerCase(java.util.Locale.ROOT), address);
    Optional<User> user = verified(username, password);
    if (user.isEmpty()) {
      refused(username, from);
      throw unauthenticated("User name or password is wrong, or the user is disabled");
    }
    Grant grant = transactions.in(tx -> open(tx, user.get(), from));
    throttle.succeeded(user.get().username().value(), address);
    return grant;
  }

  private Optional<User> verified(String username, String password) {
    Optional<Username> name = parsed(username);
    Optional<String> hash = name.flatMap(users::findPasswordHash);
    if (name.isEmpty() || hash.isEmpty()) {
      hasher.pretend(password);
      return Optional.empty();
    }
    boolean matches = hasher.matches(password, hash.get());
    return matches ? users.find(name.get()).filter(User::active) : Optional.empty();
  }

  private static Optional<Username> parsed(String username) {
    try {
      return Optional.of(new Username(username));
    } catch (PlumblineException noName) {
      return Optional.empty();
    }
  }

  private Grant open(Tx tx, User user, Actor from) {
    Instant now = clock.instant();
    var session =
        new Session(
            UUID.randomUUID(), user.username(), now, now.plus(SESSION), /* revokedAt= */ null);
    sessions.open(tx, session);
    Grant grant = grant(tx, user, session, now);
    audit.append(
        tx,
        AuditEvent.of(
            actor(user.username(), from), "session.opened", "session", session.id().toString()));
    tx.afterCommit(authenticator::refresh);
    return grant;
  }

  private Grant grant(Tx tx, User user, Session session, Instant now) {
    String refreshToken = secrets.token();
    sessions.addToken(tx, session.id(), TokenHash.of(refreshToken), now);
    /* After the machine's clock was set back, now may lie before what voids older tokens. */
    Instant issuedAt = now.isBefore(user.tokensFrom()) ? user.tokensFrom() : now;
    return new Grant(
        tokens.issue(user.username(), session.id(), now, issuedAt),
        refreshToken,
        AccessTokens.LIFETIME,
        Principal.of(user));
  }

  private void refused(String username, Actor from) {
    String shown = username.length() > 64 ? username.substring(0, 64) : username;
    // A name that nobody has may be a password typed into the wrong field: kept as a stranger's.
    boolean known = parsed(username).flatMap(users::find).isPresent();
    transactions.run(
        tx ->
            audit.append(
                tx,
                AuditEvent.of(
                        new Actor(Actor.ANONYMOUS, null, from.requestId(), from.address()),
                        "session.opened",
                        known ? "user" : "unknown-user",
                        shown)
                    .refused(ErrorCode.UNAUTHENTICATED.wireName())));
  }

  /**
   * Renews a session: a new access token and the next refresh token.
   *
   * @throws PlumblineException UNAUTHENTICATED when the token is unknown, used, or its session
   *     ended
   */
  public Grant refresh(String refreshToken, Actor from) {
    TokenHash hash = TokenHash.of(refreshToken);
    // The closing of a stolen session must commit, so the refusal is a value until then.
    Optional<Grant> grant = transactions.in(tx -> renew(tx, hash, from));
    return grant.orElseThrow(
        () -> unauthenticated("The session has ended or its token was used before: sign in again"));
  }

  private Optional<Grant> renew(Tx tx, TokenHash hash, Actor from) {
    Instant now = clock.instant();
    Optional<Sessions.Issued> issued = sessions.findForUpdate(tx, hash);
    if (issued.isEmpty() || !issued.get().session().openAt(now)) {
      return Optional.empty();
    }
    Session session = issued.get().session();
    if (issued.get().used()) {
      close(tx, session, actor(session.username(), from), "a refresh token was used twice");
      return Optional.empty();
    }
    Optional<User> user = users.find(session.username()).filter(User::active);
    if (user.isEmpty()) {
      return Optional.empty();
    }
    sessions.markUsed(tx, hash, now);
    return Optional.of(grant(tx, user.get(), session, now));
  }

  /** Closes the session of the token; nothing happens when it is unknown or closed already. */
  public void logout(String refreshToken, Actor from) {
    TokenHash hash = TokenHash.of(refreshToken);
    transactions.run(
        tx ->
            sessions
                .findForUpdate(tx, hash)
                .filter(issued -> issued.session().revokedAt() == null)
                .ifPresent(
                    issued ->
                        close(
                            tx,
                            issued.session(),
                            actor(issued.session().username(), from),
                            "signed out")));
  }

  /** Closes the session that the access token came from; an API key has none. */
  public void end(String accessToken, Actor from) {
    tokens
        .read(accessToken)
        .ifPresent(
            claims ->
                transactions.run(
                    tx ->
                        close(
                            tx,
                            claims.session(),
                            claims.username(),
                            new Actor(claims.username(), null, from.requestId(), from.address()),
                            "signed out")));
  }

  private void close(Tx tx, Session session, Actor actor, String why) {
    close(tx, session.id(), session.username().value(), actor, why);
  }

  private void close(Tx tx, UUID session, String username, Actor actor, String why) {
    sessions.revoke(tx, session, clock.instant());
    audit.append(
        tx,
        AuditEvent.of(actor, "session.closed", "session", session.toString())
            .after(Map.of("user", username))
            .because(why));
    tx.afterCommit(authenticator::refresh);
  }

  private static Actor actor(Username username, Actor from) {
    return new Actor(username.value(), null, from.requestId(), from.address());
  }

  private static PlumblineException unauthenticated(String message) {
    return PlumblineException.of(ErrorCode.UNAUTHENTICATED, message);
  }
}
