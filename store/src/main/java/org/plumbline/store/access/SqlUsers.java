package org.plumbline.store.access;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.access.Role;
import org.plumbline.access.User;
import org.plumbline.access.Username;
import org.plumbline.access.Users;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Users in a table. */
public final class SqlUsers implements Users {
  private final Database database;

  public SqlUsers(Database database) {
    this.database = database;
  }

  @Override
  public void add(Tx tx, User user, String passwordHash) {
    int added =
        Database.handle(tx)
            .createUpdate(
                """
                insert into app_user
                  (username, display_name, roles, state, password_hash, created_at, tokens_from)
                values (:username, :displayName, :roles, :state, :hash, :createdAt, :tokensFrom)
                on conflict do nothing
                """)
            .bind("username", user.username().value())
            .bind("displayName", user.displayName())
            .bindArray("roles", String.class, names(user.roles()))
            .bind("state", user.state().name())
            .bind("hash", passwordHash)
            .bind("createdAt", Times.utc(user.createdAt()))
            .bind("tokensFrom", Times.utc(user.tokensFrom()))
            .execute();
    if (added == 0) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT,
              "There is a user '" + user.username() + "' already: take another name")
          .with("field", "username");
    }
  }

  @Override
  public void update(Tx tx, User user) {
    Database.handle(tx)
        .createUpdate(
            """
            update app_user set display_name = :displayName, roles = :roles, state = :state,
              tokens_from = :tokensFrom
            where username = :username
            """)
        .bind("username", user.username().value())
        .bind("displayName", user.displayName())
        .bindArray("roles", String.class, names(user.roles()))
        .bind("state", user.state().name())
        .bind("tokensFrom", Times.utc(user.tokensFrom()))
        .execute();
  }

  @Override
  public void changePassword(Tx tx, Username username, String passwordHash) {
    Database.handle(tx)
        .createUpdate("update app_user set password_hash = :hash where username = :username")
        .bind("username", username.value())
        .bind("hash", passwordHash)
        .execute();
  }

  @Override
  public Optional<User> findForUpdate(Tx tx, Username username) {
    return Database.handle(tx)
        .createQuery("select * from app_user where username = :username for update")
        .bind("username", username.value())
        .map((row, context) -> user(row))
        .findOne();
  }

  @Override
  public List<User> lockActive(Tx tx, Role role) {
    return Database.handle(tx)
        .createQuery(
            """
            select * from app_user where state = 'ACTIVE' and :role = any(roles)
            order by username for update
            """)
        .bind("role", role.wireName())
        .map((row, context) -> user(row))
        .list();
  }

  @Override
  public Optional<User> find(Username username) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from app_user where username = :username")
                .bind("username", username.value())
                .map((row, context) -> user(row))
                .findOne());
  }

  @Override
  public Optional<String> findPasswordHash(Username username) {
    return database.read(
        handle ->
            handle
                .createQuery("select password_hash from app_user where username = :username")
                .bind("username", username.value())
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public List<User> list(Optional<Username> after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from app_user where username > :after
                    order by username limit :limit
                    """)
                .bind("after", after.map(Username::value).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> user(row))
                .list());
  }

  @Override
  public boolean isEmpty() {
    return database.read(
        handle ->
            handle
                .createQuery("select not exists (select 1 from app_user)")
                .mapTo(Boolean.class)
                .one());
  }

  static User user(ResultSet row) throws SQLException {
    return new User(
        new Username(row.getString("username")),
        row.getString("display_name"),
        roles(row.getArray("roles")),
        User.State.valueOf(row.getString("state")),
        Times.instant(row, "created_at"),
        Times.instant(row, "tokens_from"));
  }

  private static Set<Role> roles(Array names) throws SQLException {
    return Arrays.stream((String[]) names.getArray()).map(Role::of).collect(Collectors.toSet());
  }

  private static List<String> names(Set<Role> roles) {
    return roles.stream().map(Role::wireName).sorted().toList();
  }
}
