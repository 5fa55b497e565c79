package org.plumbline.access;

import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.Tx;

/** The users with the hashes of their passwords. */
public interface Users {
  /**
   * Adds a user.
   *
   * @throws org.plumbline.kernel.PlumblineException CONFLICT when the name is taken
   */
  void add(Tx tx, User user, String passwordHash);

  /** Replaces all but name, password and time of creation. */
  void update(Tx tx, User user);

  void changePassword(Tx tx, Username username, String passwordHash);

  /** The user, locked against other changes until the transaction ends. */
  Optional<User> findForUpdate(Tx tx, Username username);

  /**
   * The active users of a role by name, locked against other changes until the transaction ends; in
   * one order, so that two who lock them wait for each other.
   */
  List<User> lockActive(Tx tx, Role role);

  Optional<User> find(Username username);

  Optional<String> findPasswordHash(Username username);

  /** Users by name, after the named one when it is present, at most {@code limit}. */
  List<User> list(Optional<Username> after, int limit);

  boolean isEmpty();
}
