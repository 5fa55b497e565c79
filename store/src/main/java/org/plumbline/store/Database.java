package org.plumbline.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.store.postgres.EmbeddedPostgres;
import org.plumbline.store.postgres.Endpoint;
import org.postgresql.jdbc.PgConnection;

/**
 * The PostgreSQL of an installation: connected, migrated, pooled. Safe to share between threads.
 *
 * <p>Embedded unless {@code PLUMBLINE_DATABASE_URL} names another server. While the server is down
 * every call fails fast with STORE_UNAVAILABLE, and works again once it is back.
 */
public final class Database implements Transactions, AutoCloseable {
  private static final int ATTEMPTS = 8;
  private static final int POOL_SIZE = 16;
  private static final int CONNECTION_TIMEOUT_MILLIS = 3_000;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Optional<EmbeddedPostgres> embedded;

  private Database(HikariDataSource pool, Optional<EmbeddedPostgres> embedded) {
    this.pool = pool;
    this.embedded = embedded;
    this.jdbi = Jdbi.create(pool);
  }

  /** Opens with the environment of this process. */
  public static Database open(Home home) {
    return open(home, System.getenv());
  }

  /**
   * Opens the embedded server of the home, or the one that {@code PLUMBLINE_DATABASE_URL} names,
   * and migrates it.
   *
   * @throws PlumblineException STORE_UNAVAILABLE when it cannot be started or reached
   */
  public static Database open(Home home, Map<String, String> environment) {
    String url = environment.getOrDefault("PLUMBLINE_DATABASE_URL", "");
    if (!url.isBlank()) {
      return connected(() -> target(url, environment), Optional.empty());
    }
    EmbeddedPostgres server = EmbeddedPostgres.open(home.postgres(), home.logs());
    boolean connected = false;
    try {
      Database database = on(server, "postgres");
      connected = true;
      return database;
    } finally {
      if (!connected) {
        server.close();
      }
    }
  }

  /** Connects to a database of a server that runs, and owns the server from then on. */
  static Database on(EmbeddedPostgres server, String name) {
    Database database = connected(() -> target(server.endpoint(), name), Optional.of(server));
    server.onRestart(() -> database.pool.getHikariPoolMXBean().softEvictConnections());
    return database;
  }

  /** Connects to a database of a server that somebody else owns. */
  static Database sharing(EmbeddedPostgres server, String name) {
    return connected(() -> target(server.endpoint(), name), Optional.empty());
  }

  private static Database connected(
      Supplier<EmbeddedDataSource.Target> target, Optional<EmbeddedPostgres> embedded) {
    var source = new EmbeddedDataSource(target);
    migrate(source);
    var config = new HikariConfig();
    config.setPoolName("plumbline");
    config.setDataSource(source);
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setValidationTimeout(1_000);
    config.setAutoCommit(true);
    return new Database(new HikariDataSource(config), embedded);
  }

  private static EmbeddedDataSource.Target target(Endpoint endpoint, String name) {
    var properties = new Properties();
    properties.setProperty("user", endpoint.user());
    properties.setProperty("password", endpoint.password());
    properties.setProperty("sslmode", "disable");
    return new EmbeddedDataSource.Target(endpoint.url(name), common(properties));
  }

  private static EmbeddedDataSource.Target target(String url, Map<String, String> environment) {
    var properties = new Properties();
    copy(environment, "PLUMBLINE_DATABASE_USER", properties, "user");
    copy(environment, "PLUMBLINE_DATABASE_PASSWORD", properties, "password");
    return new EmbeddedDataSource.Target(url, common(properties));
  }

  private static Properties common(Properties properties) {
    properties.setProperty("ApplicationName", "plumbline");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    return properties;
  }

  private static void copy(
      Map<String, String> environment, String variable, Properties properties, String key) {
    String value = environment.getOrDefault(variable, "");
    if (!value.isBlank()) {
      properties.setProperty(key, value);
    }
  }

  private static void migrate(DataSource source) {
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:db/migration")
          .validateMigrationNaming(true)
          // Modules number their migrations apart, so a lower number may come later.
          .outOfOrder(true)
          .load()
          .migrate();
    } catch (FlywayException failure) {
      Throwable cause = failure.getCause();
      if (cause instanceof SQLException sql) {
        throw SqlFailures.translate(sql, failure);
      }
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION,
          "The database could not be migrated: " + failure.getMessage(),
          failure);
    }
  }

  /** The connection of a transaction, for adapters in this module and its sub-packages. */
  public static Handle handle(Tx tx) {
    return ((SqlTx) tx).handle();
  }

  @Override
  public <T> T in(Function<Tx, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (RuntimeException failure) {
        if (!SqlFailures.isLostRace(failure) || attempt == ATTEMPTS) {
          throw SqlFailures.translate(failure);
        }
        pause(attempt);
      }
    }
  }

  private <T> T once(Function<Tx, T> work) {
    SqlTx[] opened = new SqlTx[1];
    T result =
        jdbi.inTransaction(
            handle -> {
              opened[0] = new SqlTx(handle);
              return work.apply(opened[0]);
            });
    opened[0].committed();
    return result;
  }

  /** Reads on one connection outside of a transaction. */
  public <T> T read(Function<Handle, T> work) {
    try {
      return jdbi.withHandle(work::apply);
    } catch (RuntimeException failure) {
      throw SqlFailures.translate(failure);
    }
  }

  /** Reads in one repeatable snapshot; rows may be streamed with a fetch size. */
  public <T> T snapshot(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
    } catch (RuntimeException failure) {
      throw SqlFailures.translate(failure);
    }
  }

  /** Works on a bare connection, as COPY needs; the connection returns to the pool after it. */
  public <T> T withConnection(ConnectionWork<T> work) {
    try (Connection connection = pool.getConnection()) {
      return apply(work, connection);
    } catch (SQLException failure) {
      throw SqlFailures.translate(failure, failure);
    }
  }

  /**
   * The pool sees a broken connection only in what goes through its own objects, which COPY does
   * not. One that is asked for again within half a second it gives out unchecked, so a busy writer
   * would get the same dead connection for ever.
   */
  private <T> T apply(ConnectionWork<T> work, Connection connection) throws SQLException {
    try {
      return work.apply(connection);
    } catch (SQLException failure) {
      if (SqlFailures.isConnectionLoss(failure) || isClosed(connection)) {
        pool.evictConnection(connection);
      }
      throw failure;
    }
  }

  private static boolean isClosed(Connection connection) throws SQLException {
    return connection.unwrap(PgConnection.class).isClosed();
  }

  /** Work on a bare connection. */
  @FunctionalInterface
  public interface ConnectionWork<T> {
    T apply(Connection connection) throws SQLException;
  }

  /** For tests that look at what a call sends to the server. */
  Jdbi jdbi() {
    return jdbi;
  }

  /** The embedded server, empty when another server is used. */
  public Optional<EmbeddedPostgres> embedded() {
    return embedded;
  }

  /** True when the server answers now. */
  public boolean isReachable() {
    try {
      return read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one()) == 1;
    } catch (PlumblineException down) {
      return false;
    }
  }

  private static void pause(int attempt) {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, 4 << attempt));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw PlumblineException.of(
          ErrorCode.STORE_UNAVAILABLE, "Interrupted while waiting for a transaction", interrupted);
    }
  }

  /** Closes the pool, then stops the embedded server if this process owns it. */
  @Override
  public void close() {
    pool.close();
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
