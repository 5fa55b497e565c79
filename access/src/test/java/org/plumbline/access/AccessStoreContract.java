package org.plumbline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/** What every store of users, sessions and keys does; each test starts on an empty one. */
public abstract class AccessStoreContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Username ANA = new Username("ana");

  protected abstract Transactions transactions();

  protected abstract Users users();

  protected abstract Sessions sessions();

  protected abstract ApiKeyStore keys();

  protected abstract EntitlementSource entitlements();

  @Test
  void givesBackAUserAsAddedAndAsUpdated() {
    User user = add("ana");

    assertThat(users().find(ANA)).hasValue(user);
    assertThat(users().findPasswordHash(ANA)).hasValue("hash of ana");
    User changed = user.in(User.State.DISABLED, NOON.plusSeconds(1)).as(Set.of());
    transactions()
        .run(
            tx -> {
              users().update(tx, changed);
              users().changePassword(tx, ANA, "another");
            });
    assertThat(users().find(ANA)).hasValue(changed);
    assertThat(users().findPasswordHash(ANA)).hasValue("another");
  }

  @Test
  void findsTheActiveUsersOfARole() {
    User ana = add("ana");
    User bob = add("bob");
    transactions()
        .run(
            tx -> {
              users().update(tx, ana.as(Set.of(Role.ADMIN, Role.VIEWER)));
              users().update(tx, bob.as(Set.of(Role.ADMIN)).in(User.State.DISABLED, NOON));
            });

    List<User> admins = transactions().in(tx -> users().lockActive(tx, Role.ADMIN));

    assertThat(admins).extracting(User::username).containsExactly(ANA);
  }

  @Test
  void aNameIsTakenOnce() {
    User user = add("ana");

    assertThatThrownBy(() -> transactions().run(tx -> users().add(tx, user, "x")))
        .isInstanceOf(PlumblineException.class);

    assertThat(users().findPasswordHash(ANA)).hasValue("hash of ana");
  }

  @Test
  void listsUsersByNameAndPage() {
    assertThat(users().isEmpty()).isTrue();
    add("cyd");
    add("ana");
    add("bo");

    assertThat(names(users().list(Optional.empty(), 2))).containsExactly("ana", "bo");
    assertThat(names(users().list(Optional.of(new Username("bo")), 2))).containsExactly("cyd");
    assertThat(users().isEmpty()).isFalse();
  }

  @Test
  void aTokenLeadsToItsSessionAndIsUsedOnce() {
    Session session = open();
    TokenHash token = TokenHash.of("token");
    transactions().run(tx -> sessions().addToken(tx, session.id(), token, NOON));

    assertThat(issued("token")).hasValue(new Sessions.Issued(session, false));
    transactions().run(tx -> sessions().markUsed(tx, token, NOON));
    assertThat(issued("token")).hasValue(new Sessions.Issued(session, true));
    assertThat(issued("unknown")).isEmpty();
  }

  @Test
  void closedSessionsAreEntitlementsUntilTheyAreOld() {
    Session session = open();
    long before = entitlements().revision();

    transactions().run(tx -> sessions().revokeAll(tx, ANA, NOON));

    assertThat(entitlements().revision()).isNotEqualTo(before);
    assertThat(entitlements().load(NOON.minusSeconds(1)).closedSessions())
        .containsExactly(session.id());
    assertThat(entitlements().load(NOON).closedSessions()).isEmpty();
  }

  @Test
  void aKeyIsAnEntitlementUntilItIsRevoked() {
    add("ana");
    var key =
        new ApiKey(
            UUID.randomUUID(),
            ANA,
            "nightly",
            "plk_abc",
            NOON,
            NOON.plus(Duration.ofDays(1)),
            null);
    TokenHash hash = TokenHash.of("plk_abcdef");
    transactions().run(tx -> keys().add(tx, key, hash));

    assertThat(entitlements().load(NOON).keys()).containsEntry(hash, key);
    assertThat(transactions().<Boolean>in(tx -> keys().revoke(tx, key.id(), NOON))).isTrue();
    assertThat(transactions().<Boolean>in(tx -> keys().revoke(tx, key.id(), NOON))).isFalse();
    assertThat(entitlements().load(NOON).keys()).isEmpty();
    assertThat(keys().list(ANA)).hasSize(1);
  }

  private User add(String name) {
    var user =
        new User(
            new Username(name), "The " + name, Set.of(Role.VIEWER), User.State.ACTIVE, NOON, NOON);
    transactions().run(tx -> users().add(tx, user, "hash of " + name));
    return user;
  }

  private Session open() {
    add("ana");
    var session = new Session(UUID.randomUUID(), ANA, NOON, NOON.plus(Duration.ofDays(14)), null);
    transactions().run(tx -> sessions().open(tx, session));
    return session;
  }

  private Optional<Sessions.Issued> issued(String token) {
    return transactions().in(tx -> sessions().findForUpdate(tx, TokenHash.of(token)));
  }

  private static List<String> names(List<User> users) {
    return users.stream().map(user -> user.username().value()).toList();
  }
}
