package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * In-memory DuckDB connections with bounds: memory, threads, a place to spill.
 *
 * <p>For the readers, writers and engines of this module and the generators of solutions.
 *
 * <p>Extensions are neither installed nor loaded: what is linked in (Parquet, JSON, ICU) is all.
 */
public final class DuckDb {
  private static final String MEMORY_LIMIT = "1GB";

  private DuckDb() {}

  /** A connection that spills into this folder. */
  public static Connection open(Path spill) {
    var settings = new Properties();
    settings.setProperty("memory_limit", MEMORY_LIMIT);
    settings.setProperty(
        "threads", Integer.toString(Math.min(8, Runtime.getRuntime().availableProcessors())));
    settings.setProperty("temp_directory", spill.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("jdbc_stream_results", "true");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
      // One meaning for dates on every machine.
      execute(connection, "SET TimeZone = 'UTC'");
      return connection;
    } catch (SQLException failed) {
      throw failure("Cannot start DuckDB", failed);
    }
  }

  /** Spills to the system's folder for temporary files. */
  public static Connection open() {
    return open(Path.of(System.getProperty("java.io.tmpdir"), "plumbline-duckdb"));
  }

  /** Runs one statement. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The columns of a relation in their order, each with its type as DuckDB names it. */
  public static Map<String, String> schema(Connection connection, String relation)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + relation)) {
      Map<String, String> types = new LinkedHashMap<>();
      while (described.next()) {
        types.put(described.getString(1), described.getString(2));
      }
      return types;
    }
  }

  /** The rows of a relation. */
  public static long count(Connection connection, String relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery("SELECT count(*) FROM " + relation)) {
      counted.next();
      return counted.getLong(1);
    }
  }

  /** Closes what reads a file. */
  static void close(Connection connection, Path file) {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw failure("Cannot close " + file, failed);
    }
  }

  /** An identifier, quoted. */
  public static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** A text literal, quoted. */
  public static String text(String literal) {
    return '\'' + literal.replace("'", "''") + '\'';
  }

  /** A path as text literal. */
  public static String text(Path path) {
    return text(path.toAbsolutePath().toString());
  }

  /** INVALID_DATA with the first line of DuckDB's reason. */
  public static PlumblineException failure(String what, SQLException cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason");
    return PlumblineException.of(ErrorCode.INVALID_DATA, what + ": " + message, cause);
  }
}
