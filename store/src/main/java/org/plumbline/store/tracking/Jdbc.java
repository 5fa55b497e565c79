package org.plumbline.store.tracking;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Work on the connection of a handle, where arrays of many rows go in one statement. */
final class Jdbc {
  private Jdbc() {}

  /** Work that gives something back. */
  @FunctionalInterface
  interface Work<T> {
    T apply(Connection connection) throws SQLException;
  }

  /** Work without a result. */
  @FunctionalInterface
  interface Action {
    void accept(Connection connection) throws SQLException;
  }

  private static final class Failed extends JdbiException {
    private static final long serialVersionUID = 1L;

    Failed(SQLException cause) {
      super(cause);
    }
  }

  static <T> T call(Handle handle, Work<T> work) {
    try {
      return work.apply(handle.getConnection());
    } catch (SQLException failure) {
      throw new Failed(failure);
    }
  }

  static void run(Handle handle, Action work) {
    call(
        handle,
        connection -> {
          work.accept(connection);
          return true;
        });
  }
}
