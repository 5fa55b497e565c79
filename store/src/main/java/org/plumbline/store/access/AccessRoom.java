package org.plumbline.store.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.plumbline.access.AccessTokens;
import org.plumbline.access.Accounts;
import org.plumbline.access.ApiKeys;
import org.plumbline.access.Authenticator;
import org.plumbline.access.FirstAdministrator;
import org.plumbline.access.PasswordHasher;
import org.plumbline.access.Secrets;
import org.plumbline.access.SignOn;
import org.plumbline.access.Tickets;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Recurring;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.files.PrivateFiles;

/**
 * The access room put together over a database and a home.
 *
 * <p>Opening it makes the signing key and the first administrator when they are missing, and starts
 * a thread that notices what other processes change.
 */
public final class AccessRoom implements AutoCloseable {
  private static final Duration NOTICE_EVERY = Duration.ofMillis(400);
  private static final int KEY_BYTES = 32;

  private final Authenticator authenticator;
  private final SignOn signOn;
  private final Accounts accounts;
  private final ApiKeys apiKeys;
  private final Tickets tickets;
  private final Optional<String> newAdminPassword;
  private final Recurring watcher;

  private AccessRoom(
      Home home,
      Database database,
      AuditTrail audit,
      InstantSource clock,
      Map<String, String> environment) {
    var random = new SecureRandom();
    var secrets = new Secrets(random);
    var hasher = new PasswordHasher(random);
    var tokens = new AccessTokens(signingKey(home.keys().resolve("access-token"), random));
    var users = new SqlUsers(database);
    var ports = new SignOn.Ports(database, users, new SqlSessions(), audit);
    this.authenticator = new Authenticator(tokens, new SqlEntitlements(database), clock);
    this.signOn =
        new SignOn(ports, new SignOn.Crypto(hasher, tokens, secrets), authenticator, clock);
    this.accounts = new Accounts(ports, hasher, authenticator, clock);
    this.apiKeys = new ApiKeys(ports, new SqlApiKeys(database), secrets, authenticator, clock);
    this.tickets = new Tickets(new SqlTickets(database), secrets, clock);
    this.newAdminPassword = ensureAdministrator(home, users, secrets, environment);
    authenticator.refresh();
    this.watcher = Recurring.platform("access-watch", NOTICE_EVERY, authenticator::refresh);
  }

  /** Opens the room; {@code environment} may hold {@code PLUMBLINE_ADMIN_PASSWORD}. */
  public static AccessRoom open(
      Home home, Database database, AuditTrail audit, Map<String, String> environment) {
    var room = new AccessRoom(home, database, audit, InstantSource.system(), environment);
    room.watcher.start();
    return room;
  }

  public Authenticator authenticator() {
    return authenticator;
  }

  public SignOn signOn() {
    return signOn;
  }

  public Accounts accounts() {
    return accounts;
  }

  public ApiKeys apiKeys() {
    return apiKeys;
  }

  public Tickets tickets() {
    return tickets;
  }

  /** The administrator's password when opening this room has created them; to be shown once. */
  public Optional<String> newAdminPassword() {
    return newAdminPassword;
  }

  private Optional<String> ensureAdministrator(
      Home home, SqlUsers users, Secrets secrets, Map<String, String> environment) {
    Path file = home.adminPassword();
    Optional<String> preset =
        Optional.of(environment.getOrDefault("PLUMBLINE_ADMIN_PASSWORD", ""))
            .filter(password -> !password.isBlank());
    try {
      // A file without a user was left by a kill in between: its password has been promised.
      String proposed = Files.exists(file) ? Files.readString(file).strip() : secrets.password();
      return new FirstAdministrator(users, accounts)
          .ensure(preset, proposed, password -> keep(file, password));
    } catch (IOException failure) {
      throw notWritable(file, failure);
    }
  }

  private static void keep(Path file, String password) {
    try {
      PrivateFiles.write(file, password + "\n");
    } catch (IOException failure) {
      throw notWritable(file, failure);
    }
  }

  private static byte[] signingKey(Path file, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        PrivateFiles.writeIfAbsent(file, HexFormat.of().formatHex(key));
      }
      return HexFormat.of().parseHex(Files.readString(file).strip());
    } catch (IOException failure) {
      throw notWritable(file, failure);
    } catch (IllegalArgumentException damaged) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED,
          "The signing key " + file + " is damaged: delete it, and all sessions start anew",
          damaged);
    }
  }

  private static PlumblineException notWritable(Path file, IOException failure) {
    return PlumblineException.of(
        ErrorCode.HOME_NOT_WRITABLE, "Cannot read or write " + file, failure);
  }

  @Override
  public void close() {
    watcher.close();
  }
}
