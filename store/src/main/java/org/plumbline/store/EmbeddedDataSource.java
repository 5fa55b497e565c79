package org.plumbline.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;

/** Connects to wherever the server listens at that moment, since a restart may move it. */
final class EmbeddedDataSource implements DataSource {
  private final Driver driver = new Driver();
  private final Supplier<Target> target;

  EmbeddedDataSource(Supplier<Target> target) {
    this.target = target;
  }

  /** An address with the properties of its connections. */
  record Target(String url, Properties properties) {}

  @Override
  public Connection getConnection() throws SQLException {
    Target now = target.get();
    Connection connection = driver.connect(now.url(), now.properties());
    if (connection == null) {
      throw new SQLException("Not a PostgreSQL address: " + now.url(), "08001");
    }
    return connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user is fixed");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException("No log writer");
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("No log writer");
  }

  /** The pool sets its own timeout here; the connection's properties hold ours. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.postgresql");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("Wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
