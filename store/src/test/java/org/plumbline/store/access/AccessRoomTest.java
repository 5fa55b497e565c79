package org.plumbline.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.access.Accounts;
import org.plumbline.access.FirstAdministrator;
import org.plumbline.access.Permission;
import org.plumbline.access.Role;
import org.plumbline.access.Username;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

class AccessRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Username ANA = new Username("ana");
  private static final String PASSWORD = "four quiet green lamps";
  private static final Actor ADMIN = Actor.user("admin");
  private static final Actor BROWSER = new Actor("anonymous", null, "request-1", "10.1.2.3");

  private final SqlAuditTrail audit = new SqlAuditTrail(DATABASE, InstantSource.system());
  private Home home;
  private AccessRoom room;

  @BeforeEach
  void open(@TempDir Path directory) {
    DATABASE.run(
        tx -> Database.handle(tx).execute("truncate app_user, session, refresh_token, api_key"));
    home = Home.open(directory.resolve("home"));
    room = AccessRoom.open(home, DATABASE, audit, Map.of());
  }

  @AfterEach
  void shut() {
    room.close();
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void makesOneAdministratorWithAPasswordThatOnlyTheOwnerReads() throws IOException {
    String password = room.newAdminPassword().orElseThrow();

    assertThat(Files.readString(home.adminPassword()).strip()).isEqualTo(password);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.adminPassword())))
        .isEqualTo("rw-------");
    var grant = room.signOn().login("admin", password, BROWSER);
    assertThat(grant.principal().permissions()).contains(Permission.USER_ADMIN);
    try (var again = AccessRoom.open(home, DATABASE, audit, Map.of())) {
      assertThat(again.newAdminPassword()).isEmpty();
    }
  }

  @Test
  void takesTheAdministratorsPasswordFromTheEnvironment() {
    DATABASE.run(tx -> Database.handle(tx).execute("truncate app_user cascade"));

    try (var preset =
        AccessRoom.open(
            home, DATABASE, audit, Map.of("PLUMBLINE_ADMIN_PASSWORD", "chosen by operators"))) {
      assertThat(preset.newAdminPassword()).hasValue("chosen by operators");
      assertThat(preset.signOn().login("Admin ", "chosen by operators", BROWSER)).isNotNull();
    }
  }

  @Test
  void anAccessTokenTellsWhoHoldsIt() {
    ana();

    var grant = room.signOn().login("ana", PASSWORD, BROWSER);

    var holder = room.authenticator().authenticate(grant.accessToken());
    assertThat(holder.username()).isEqualTo("ana");
    assertThat(holder.may(Permission.CHANGE_REQUEST)).isTrue();
    assertThat(holder.may(Permission.CHANGE_APPROVE)).isFalse();
    assertThat(grant.expiresIn()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aTokenWithAnotherSignatureIsNothing() {
    ana();
    String token = room.signOn().login("ana", PASSWORD, BROWSER).accessToken();
    String unsigned = "eyJhbGciOiJub25lIn0" + token.substring(token.indexOf('.'));

    assertRefused(ErrorCode.UNAUTHENTICATED, () -> room.authenticator().authenticate(unsigned));
    assertRefused(
        ErrorCode.UNAUTHENTICATED,
        () -> room.authenticator().authenticate(token.substring(0, token.length() - 4) + "AAAA"));
    assertRefused(ErrorCode.UNAUTHENTICATED, () -> room.authenticator().authenticate(""));
  }

  @Test
  void wrongNameAndWrongPasswordAreRefusedInTheSameWords() {
    ana();

    assertThatThrownBy(() -> room.signOn().login("ana", "wrong", BROWSER))
        .hasMessage("User name or password is wrong, or the user is disabled");
    assertThatThrownBy(() -> room.signOn().login("nobody", PASSWORD, BROWSER))
        .hasMessage("User name or password is wrong, or the user is disabled");
    assertThatThrownBy(() -> room.signOn().login("no such \0 name", PASSWORD, BROWSER))
        .hasMessage("User name or password is wrong, or the user is disabled");
  }

  @Test
  void aRefreshTokenIsGoodOnceAndItsSecondUseEndsTheSession() {
    ana();
    var first = room.signOn().login("ana", PASSWORD, BROWSER);

    var second = room.signOn().refresh(first.refreshToken(), BROWSER);

    assertThat(room.authenticator().authenticate(second.accessToken())).isNotNull();
    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.signOn().refresh(first.refreshToken(), BROWSER));
    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.signOn().refresh(second.refreshToken(), BROWSER));
    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.authenticator().authenticate(second.accessToken()));
  }

  @Test
  void signingOutEndsTheAccessTokenToo() {
    ana();
    var grant = room.signOn().login("ana", PASSWORD, BROWSER);
    var other = room.signOn().login("ana", PASSWORD, BROWSER);

    room.signOn().logout(grant.refreshToken(), BROWSER);

    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.authenticator().authenticate(grant.accessToken()));
    assertThat(room.authenticator().authenticate(other.accessToken())).isNotNull();
    room.signOn().logout("unknown", BROWSER);
  }

  @Test
  void aDisabledUserIsOutAtOnceAndMayComeBack() {
    ana();
    var grant = room.signOn().login("ana", PASSWORD, BROWSER);

    room.accounts().disable(ANA, ADMIN);

    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.authenticator().authenticate(grant.accessToken()));
    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.signOn().refresh(grant.refreshToken(), BROWSER));
    assertRefused(ErrorCode.UNAUTHENTICATED, () -> room.signOn().login("ana", PASSWORD, BROWSER));
    room.accounts().enable(ANA, ADMIN);
    assertThat(room.signOn().login("ana", PASSWORD, BROWSER)).isNotNull();
  }

  @Test
  void otherRolesHoldAtOnceForSessionsAndKeys() {
    ana();
    var grant = room.signOn().login("ana", PASSWORD, BROWSER);
    var key = room.apiKeys().create(ANA, "nightly", Optional.empty(), ADMIN);
    assertThat(room.authenticator().authenticate(grant.accessToken()).may(Permission.MODEL_KILL))
        .isFalse();

    var changed =
        room.accounts()
            .changeRoles(ANA, Set.of(Role.ENGINEER, Role.VIEWER), ADMIN, "joins operations");

    assertThat(changed.roles()).containsExactlyInAnyOrder(Role.ENGINEER, Role.VIEWER);
    for (String token : List.of(grant.accessToken(), key.secret())) {
      assertThat(room.authenticator().authenticate(token).may(Permission.MODEL_KILL)).isTrue();
      assertThat(room.authenticator().authenticate(token).may(Permission.MODEL_WRITE)).isFalse();
    }
  }

  @Test
  void nobodyRaisesThemselvesAndTheLastAdministratorStays() {
    ana();
    Username first = FirstAdministrator.USERNAME;

    assertRefused(
        ErrorCode.REFUSED,
        () -> room.accounts().changeRoles(first, Set.of(Role.VIEWER), ADMIN, "leaves"));
    assertRefused(ErrorCode.REFUSED, () -> room.accounts().disable(first, ADMIN));
    assertRefused(
        ErrorCode.REFUSED,
        () ->
            room.accounts()
                .changeRoles(ANA, Set.of(Role.VIEWER, Role.ENGINEER), Actor.user("ana"), "mine"));
    assertRefused(
        ErrorCode.INVALID_FIELD, () -> room.accounts().changeRoles(ANA, Set.of(), ADMIN, "none"));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () ->
            room.accounts()
                .changeRoles(new Username("nobody"), Set.of(Role.VIEWER), ADMIN, "who is it"));

    var second = room.accounts().changeRoles(ANA, Set.of(Role.ADMIN), ADMIN, "second");
    assertThat(second.roles()).containsExactly(Role.ADMIN);
    var lowered = room.accounts().changeRoles(first, Set.of(Role.VIEWER), ADMIN, "moves to sales");
    assertThat(lowered.roles()).as("one's own, and less").containsExactly(Role.VIEWER);
  }

  @Test
  void anotherProcessNoticesARevocationWithinASecond() throws Exception {
    ana();
    var grant = room.signOn().login("ana", PASSWORD, BROWSER);
    try (var other = AccessRoom.open(home, DATABASE, audit, Map.of())) {
      assertThat(other.authenticator().find(grant.accessToken())).isPresent();

      room.signOn().logout(grant.refreshToken(), BROWSER);

      long start = System.nanoTime();
      while (other.authenticator().find(grant.accessToken()).isPresent()) {
        Thread.onSpinWait();
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(1).toNanos());
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
    }
  }

  @Test
  void anotherPasswordEndsAllSessions() {
    ana();
    var grant = room.signOn().login("ana", PASSWORD, BROWSER);

    room.accounts().resetPassword(ANA, "seven loud blue chairs", ADMIN);

    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.authenticator().authenticate(grant.accessToken()));
    assertRefused(ErrorCode.UNAUTHENTICATED, () -> room.signOn().login("ana", PASSWORD, BROWSER));
    assertThat(room.signOn().login("ana", "seven loud blue chairs", BROWSER)).isNotNull();
  }

  @Test
  void guessingIsSlowedDownForOneAddressOnly() {
    ana();
    for (int i = 0; i < 5; i++) {
      assertRefused(ErrorCode.UNAUTHENTICATED, () -> room.signOn().login("ana", "wrong", BROWSER));
    }

    assertRefused(ErrorCode.TOO_MANY_REQUESTS, () -> room.signOn().login("ana", PASSWORD, BROWSER));
    var elsewhere = new Actor("anonymous", null, null, "10.9.9.9");
    assertThat(room.signOn().login("ana", PASSWORD, elsewhere)).isNotNull();
  }

  @Test
  void aProgramEntersByItsKeyUntilTheKeyIsRevoked() {
    ana();

    var created = room.apiKeys().create(ANA, "nightly", Optional.empty(), ADMIN);

    assertThat(created.secret()).startsWith("plk_");
    assertThat(room.authenticator().authenticate(created.secret()).username()).isEqualTo("ana");
    room.apiKeys().revoke(created.key().id(), ADMIN);
    assertRefused(
        ErrorCode.UNAUTHENTICATED, () -> room.authenticator().authenticate(created.secret()));
    assertRefused(ErrorCode.NOT_FOUND, () -> room.apiKeys().revoke(created.key().id(), ADMIN));
    assertThat(room.apiKeys().list(ANA)).hasSize(1);
  }

  @Test
  void aKeyOfADisabledUserOpensNothing() {
    ana();
    var created = room.apiKeys().create(ANA, "nightly", Optional.empty(), ADMIN);

    room.accounts().disable(ANA, ADMIN);

    assertThat(room.authenticator().find(created.secret())).isEmpty();
  }

  @Test
  void refusesWeakPasswordsTakenNamesAndUnknownUsers() {
    ana();

    assertRefused(ErrorCode.INVALID_FIELD, () -> create("bo", "short"));
    assertRefused(ErrorCode.INVALID_FIELD, () -> create("bo", "password123"));
    assertRefused(ErrorCode.INVALID_FIELD, () -> create("bo", "aaaaaaaaaaaa"));
    assertRefused(ErrorCode.INVALID_FIELD, () -> create("patricia", "patricia in may"));
    assertRefused(ErrorCode.CONFLICT, () -> create("ANA", PASSWORD));
    assertRefused(
        ErrorCode.NOT_FOUND, () -> room.accounts().disable(new Username("nobody"), ADMIN));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> room.apiKeys().create(new Username("nobody"), "x", Optional.empty(), ADMIN));
  }

  @Test
  void leavesAnAuditEntryOfEachChange() {
    ana();
    var grant = room.signOn().login("ana", PASSWORD, BROWSER);
    room.signOn().logout(grant.refreshToken(), BROWSER);

    assertThat(audit.list(AuditQuery.newest(3)).entries())
        .extracting(entry -> entry.event().action())
        .containsExactly("session.closed", "session.opened", "user.created");
    assertThat(audit.verify().valid()).isTrue();
  }

  @Test
  void keepsNoSecretInTheDatabase() {
    ana();
    var grant = room.signOn().login("ana", PASSWORD, BROWSER);
    var key = room.apiKeys().create(ANA, "nightly", Optional.empty(), ADMIN);

    String everything =
        DATABASE.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select concat(
                          (select string_agg(u::text, ' ') from app_user u),
                          (select string_agg(t::text, ' ') from refresh_token t),
                          (select string_agg(k::text, ' ') from api_key k),
                          (select string_agg(a::text, ' ') from audit_entry a))
                        """)
                    .mapTo(String.class)
                    .one());

    assertThat(everything)
        .doesNotContain(PASSWORD, grant.refreshToken(), grant.accessToken(), key.secret())
        .contains("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  private void ana() {
    room.accounts()
        .create(new Accounts.NewUser(ANA, "Ana", Set.of(Role.DATA_SCIENTIST), PASSWORD), ADMIN);
  }

  private void create(String username, String password) {
    room.accounts()
        .create(
            new Accounts.NewUser(new Username(username), "", Set.of(Role.VIEWER), password), ADMIN);
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlumblineException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Test
  void listsUsersByName() {
    ana();

    assertThat(room.accounts().list(Optional.empty(), 10))
        .extracting(user -> user.username().value())
        .containsExactly(FirstAdministrator.USERNAME.value(), "ana");
    assertThat(room.accounts().list(Optional.of(FirstAdministrator.USERNAME), 10)).hasSize(1);
  }
}
