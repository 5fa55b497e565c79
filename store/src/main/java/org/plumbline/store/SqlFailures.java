package org.plumbline.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** What a failure of SQL means to those above; the codes are PostgreSQL's appendix A. */
final class SqlFailures {
  private SqlFailures() {}

  /** The failure in our vocabulary; one that is ours already passes as it is. */
  static RuntimeException translate(RuntimeException failure) {
    if (failure instanceof PlumblineException) {
      return failure;
    }
    return sqlCause(failure).map(cause -> translate(cause, failure)).orElse(failure);
  }

  static RuntimeException translate(SQLException cause, Throwable failure) {
    String state = stateOf(cause);
    if (state.equals("53100") || state.equals("58030")) {
      return PlumblineException.of(
          ErrorCode.STORE_FULL,
          "The database cannot write: its disk is full or failing; free some space",
          failure);
    }
    if (isConnectionLoss(cause)) {
      return PlumblineException.of(
              ErrorCode.STORE_UNAVAILABLE,
              "The database cannot be reached; it is being restarted, try again in a moment",
              failure)
          .with("retryAfterSeconds", 1);
    }
    if (state.equals("23505")) {
      return PlumblineException.of(
          ErrorCode.CONFLICT, "An object with the same key exists already", failure);
    }
    if (isLostRace(state)) {
      return PlumblineException.of(
          ErrorCode.CONFLICT, "Others kept changing the same object; try again", failure);
    }
    return PlumblineException.of(
        ErrorCode.INTERNAL, "The database refused a statement (SQL state " + state + ")", failure);
  }

  /** True when the same work may succeed if done once more. */
  static boolean isLostRace(RuntimeException failure) {
    return sqlCause(failure).map(cause -> isLostRace(stateOf(cause))).orElse(false);
  }

  private static boolean isLostRace(String state) {
    return state.equals("40001") || state.equals("40P01");
  }

  /** True when the connection is of no more use, or there was none to be had. */
  static boolean isConnectionLoss(SQLException cause) {
    String state = stateOf(cause);
    return cause instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300");
  }

  private static String stateOf(SQLException cause) {
    return cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  private static Optional<SQLException> sqlCause(Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
