package org.plumbline.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;

/** Creates, changes and disables users, each change with its audit entry. Safe to share. */
public final class Accounts {
  private final Transactions transactions;
  private final Users users;
  private final Sessions sessions;
  private final AuditTrail audit;
  private final PasswordHasher hasher;
  private final Authenticator authenticator;
  private final InstantSource clock;

  public Accounts(
      SignOn.Ports ports, PasswordHasher hasher, Authenticator authenticator, InstantSource clock) {
    this.transactions = ports.transactions();
    this.users = ports.users();
    this.sessions = ports.sessions();
    this.audit = ports.audit();
    this.hasher = hasher;
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** A user to be. */
  public record NewUser(Username username, String displayName, Set<Role> roles, String password) {
    public NewUser {
      roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
      return "NewUser[" + username + "]";
    }
  }

  /**
   * Creates a user.
   *
   * @throws PlumblineException INVALID_FIELD for a weak password, CONFLICT for a name that is taken
   */
  public User create(NewUser wanted, Actor by) {
    PasswordRule.check(wanted.password(), wanted.username());
    return add(wanted, by);
  }

  /** As {@link #create}, for a password that an operator chose outside and answers for. */
  User add(NewUser wanted, Actor by) {
    String hash = hasher.hash(wanted.password());
    Instant now = clock.instant();
    String name = wanted.displayName().isBlank() ? wanted.username().value() : wanted.displayName();
    var user = new User(wanted.username(), name, wanted.roles(), User.State.ACTIVE, now, now);
    return transactions.in(
        tx -> {
          users.add(tx, user, hash);
          append(tx, by, "user.created", user.username(), Map.of(), facts(user), "");
          return user;
        });
  }

  /**
   * Forbids a user to sign in and ends their sessions.
   *
   * @throws PlumblineException NOT_FOUND without such a user; REFUSED for the last administrator
   */
  public User disable(Username username, Actor by) {
    return change(
        username, by, "user.disabled", "", user -> user.in(User.State.DISABLED, clock.instant()));
  }

  /** Lets a disabled user sign in again. */
  public User enable(Username username, Actor by) {
    return change(
        username, by, "user.enabled", "", user -> user.in(User.State.ACTIVE, clock.instant()));
  }

  /**
   * Gives the user these roles and no others. It holds at once for every session and key they have.
   *
   * @throws PlumblineException NOT_FOUND without such a user; INVALID_FIELD without a role; REFUSED
   *     for somebody who gives themselves more than they have, and for the last administrator
   */
  public User changeRoles(Username username, Set<Role> roles, Actor by, String reason) {
    if (roles.isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "A user has one role or more; disable '" + username + "' to keep them out")
          .with("field", "roles");
    }
    return change(
        username,
        by,
        "user.roles-changed",
        reason,
        user -> {
          demandNoRaise(user, roles, by);
          return user.as(roles);
        });
  }

  /** Whoever may give roles could give themselves any, and nobody would have looked at it. */
  private static void demandNoRaise(User user, Set<Role> roles, Actor by) {
    boolean own =
        by.username().equals(user.username().value())
            || user.username().value().equals(by.onBehalfOf());
    if (own && !Role.permissions(user.roles()).containsAll(Role.permissions(roles))) {
      throw PlumblineException.of(
              ErrorCode.REFUSED,
              user.username()
                  + " cannot give themselves more than they have; ask another administrator, or use"
                  + " the command line")
          .with("rules", List.of("OWN_ROLES"));
    }
  }

  private static void demandAdministrator(User before, User after, List<User> administrators) {
    boolean ends = isAdministrator(before) && !isAdministrator(after);
    if (ends && administrators.stream().allMatch(one -> one.username().equals(before.username()))) {
      throw PlumblineException.of(
              ErrorCode.REFUSED,
              before.username()
                  + " is the last administrator; make somebody else one first, such as by"
                  + " './plumbline user roles NAME --role admin'")
          .with("rules", List.of("LAST_ADMINISTRATOR"));
    }
  }

  private static boolean isAdministrator(User user) {
    return user.active() && user.roles().contains(Role.ADMIN);
  }

  /**
   * Sets another password and ends the user's sessions.
   *
   * @throws PlumblineException INVALID_FIELD for a weak password, NOT_FOUND without such a user
   */
  public void resetPassword(Username username, String password, Actor by) {
    PasswordRule.check(password, username);
    String hash = hasher.hash(password);
    transactions.run(
        tx -> {
          User user = load(tx, username);
          Instant now = clock.instant();
          users.changePassword(tx, username, hash);
          users.update(tx, user.tokensFrom(now));
          sessions.revokeAll(tx, username, now);
          append(tx, by, "user.password-reset", username, Map.of(), Map.of(), "");
        });
  }

  public Optional<User> find(Username username) {
    return users.find(username);
  }

  /** Users by name, after the named one when it is present, at most {@code limit}. */
  public List<User> list(Optional<Username> after, int limit) {
    return users.list(after, limit);
  }

  private User change(
      Username username, Actor by, String action, String reason, UnaryOperator<User> edit) {
    return transactions.in(
        tx -> {
          List<User> administrators = users.lockActive(tx, Role.ADMIN);
          User before = load(tx, username);
          User after = edit.apply(before);
          demandAdministrator(before, after, administrators);
          users.update(tx, after);
          if (!after.active()) {
            sessions.revokeAll(tx, username, clock.instant());
          }
          append(tx, by, action, username, facts(before), facts(after), reason);
          return after;
        });
  }

  private User load(Tx tx, Username username) {
    return users
        .findForUpdate(tx, username)
        .orElseThrow(
            () ->
                PlumblineException.of(ErrorCode.NOT_FOUND, "There is no user '" + username + "'")
                    .with("username", username.value()));
  }

  private void append(
      Tx tx,
      Actor by,
      String action,
      Username username,
      Map<String, String> before,
      Map<String, String> after,
      String reason) {
    audit.append(
        tx,
        AuditEvent.of(by, action, "user", username.value())
            .before(before)
            .after(after)
            .because(reason));
    tx.afterCommit(authenticator::refresh);
  }

  private static Map<String, String> facts(User user) {
    return Map.of(
        "state",
        user.state().name().toLowerCase(java.util.Locale.ROOT),
        "roles",
        user.roles().stream().map(Role::wireName).sorted().collect(Collectors.joining(" ")));
  }
}
