package org.plumbline.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.plumbline.store.postgres.EmbeddedPostgres;
import org.postgresql.Driver;
import org.postgresql.PGStatement;

/**
 * A fresh, migrated database on the one embedded server of the test JVM.
 *
 * <p>Open one per test class and close it after: {@code static final TestDatabase DATABASE =
 * TestDatabase.fresh();}. The server ends with the JVM; its files stay below {@code
 * target/test-home} and make the next run quick.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String TEMPLATE = "test_template";

  private final String name;
  private final Database database;

  private TestDatabase(String name, Database database) {
    this.name = name;
    this.database = database;
  }

  /** One server per JVM, started by the first who asks. */
  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      Home home = Home.open(Path.of("target", "test-home"));
      EmbeddedPostgres server = EmbeddedPostgres.open(home.postgres(), home.logs());
      execute(server, "drop database if exists " + TEMPLATE + " with (force)");
      execute(server, "create database " + TEMPLATE);
      Database.sharing(server, TEMPLATE).close();
      // A pool may still be opening a connection as it closes, and a template must have none.
      execute(server, "alter database " + TEMPLATE + " allow_connections false");
      execute(
          server,
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
              + TEMPLATE
              + "'");
      return server;
    }
  }

  /** Makes a database of its own for the caller. */
  public static TestDatabase fresh() {
    EmbeddedPostgres server = Shared.SERVER;
    String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    execute(server, "create database " + name + " template " + TEMPLATE);
    return new TestDatabase(name, Database.sharing(server, name));
  }

  public Database database() {
    return database;
  }

  /** What the reading call sends to the server, with the values in it. */
  List<String> statements(Runnable call) {
    var statements = new ArrayList<String>();
    SqlLogger before = database.jdbi().getConfig(SqlStatements.class).getSqlLogger();
    database
        .jdbi()
        .setSqlLogger(
            new SqlLogger() {
              @Override
              public void logBeforeExecution(StatementContext context) {
                try {
                  statements.add(context.getStatement().unwrap(PGStatement.class).toString());
                } catch (SQLException failure) {
                  throw new IllegalStateException(failure);
                }
              }
            });
    try {
      call.run();
    } finally {
      database.jdbi().setSqlLogger(before);
    }
    return statements;
  }

  /** A directory of the test's own below {@code target}. */
  public static Path directory(String name) throws java.io.IOException {
    return Files.createDirectories(Path.of("target", name));
  }

  @Override
  public void close() {
    database.close();
    execute(Shared.SERVER, "drop database if exists " + name + " with (force)");
  }

  private static void execute(EmbeddedPostgres server, String sql) {
    var properties = new Properties();
    properties.setProperty("user", server.endpoint().user());
    properties.setProperty("password", server.endpoint().password());
    try (Connection connection =
            new Driver().connect(server.endpoint().url("postgres"), properties);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }
}
