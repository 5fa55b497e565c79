package org.plumbline.solutions.customer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.DuckDb;
import org.plumbline.solutions.customer.Market.Channel;
import org.plumbline.solutions.customer.Market.Country;
import org.plumbline.solutions.customer.Market.Device;

/** Collects the rows in DuckDB and writes them as Parquet. */
final class CustomerFiles implements CustomerRecords, AutoCloseable {
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put(
        "customers",
        "customer_id BIGINT, signup_date TIMESTAMP, country VARCHAR, acquisition_channel VARCHAR,"
            + " device_type VARCHAR, last_order_date TIMESTAMP, is_churned BOOLEAN");
    TABLES.put(
        "orders",
        "order_id VARCHAR, customer_id BIGINT, order_date TIMESTAMP, cents BIGINT, payment_type"
            + " VARCHAR, discount_used BOOLEAN");
    TABLES.put(
        "returns",
        "return_id VARCHAR, order_id VARCHAR, customer_id BIGINT, return_reason VARCHAR, cents"
            + " BIGINT, return_date TIMESTAMP");
    TABLES.put(
        "sessions",
        "session_id VARCHAR, customer_id BIGINT, session_date TIMESTAMP, pages_viewed BIGINT,"
            + " session_duration BIGINT, source VARCHAR");
  }

  private final LocalDate end;
  private final Connection connection;
  private final Map<String, DuckDBAppender> appenders = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  CustomerFiles(LocalDate end, Path spill) {
    this.end = end;
    this.connection = DuckDb.open(spill);
    try {
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        DuckDb.execute(
            connection, "CREATE TABLE %s (%s)".formatted(table.getKey(), table.getValue()));
        appenders.put(
            table.getKey(),
            connection.unwrap(DuckDBConnection.class).createAppender(table.getKey()));
        counts.put(table.getKey(), 0L);
      }
    } catch (SQLException failed) {
      close();
      throw DuckDb.failure("Cannot prepare the sample data", failed);
    }
  }

  @Override
  public LocalDate end() {
    return end;
  }

  @Override
  public void customer(
      long id,
      LocalDateTime signup,
      Country country,
      Channel channel,
      Device device,
      @Nullable LocalDateTime lastOrder,
      boolean churned) {
    row(
        "customers",
        number -> id,
        signup,
        country.name(),
        channel.text,
        device.text,
        lastOrder,
        churned);
  }

  @Override
  public long order(long customer, LocalDateTime at, long cents, String payment, boolean discount) {
    return row("orders", number -> name('O', number), customer, at, cents, payment, discount);
  }

  @Override
  public void returned(long order, long customer, LocalDateTime at, String reason, long cents) {
    row("returns", number -> name('R', number), name('O', order), customer, reason, cents, at);
  }

  @Override
  public void session(
      long customer, LocalDateTime at, @Nullable Integer pages, int seconds, String source) {
    row("sessions", number -> name('S', number), customer, at, pages, seconds, source);
  }

  private static String name(char kind, long number) {
    String digits = Long.toString(number);
    return kind + "0".repeat(Math.max(0, 8 - digits.length())) + digits;
  }

  /** Makes the first value from the row's number. */
  private interface Naming {
    Object of(long number);
  }

  private long row(String table, Naming naming, @Nullable Object... values) {
    long number = counts.merge(table, 1L, Long::sum) - 1;
    try {
      DuckDBAppender appender = appender(table);
      appender.beginRow();
      append(appender, naming.of(number));
      for (Object value : values) {
        append(appender, value);
      }
      appender.endRow();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot collect the sample data", failed);
    }
    return number;
  }

  private DuckDBAppender appender(String table) {
    DuckDBAppender appender = appenders.get(table);
    if (appender == null) {
      throw new IllegalStateException("No table " + table);
    }
    return appender;
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case LocalDateTime time ->
          appender.appendEpochMicros(time.toEpochSecond(ZoneOffset.UTC) * 1_000_000);
      case Boolean truth -> appender.append(truth.booleanValue());
      case Number number -> appender.append(number.longValue());
      default -> appender.append(value.toString());
    }
  }

  /** Writes each table as Parquet into the folder; the number of rows by table. */
  Map<String, Long> write(Path folder) {
    try {
      for (String table : TABLES.keySet()) {
        appender(table).close();
        DuckDb.execute(
            connection,
            "COPY (SELECT %s FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                .formatted(columns(table), table, DuckDb.text(folder.resolve(table + ".parquet"))));
      }
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot write the sample data", failed);
    }
    return counts;
  }

  /** Money is DECIMAL, so that sums are exact in whatever order they are taken. */
  private static String columns(String table) {
    String money = "CAST(cents / 100.0 AS DECIMAL(12, 2)) AS ";
    return switch (table) {
      case "orders" ->
          "order_id, customer_id, order_date, "
              + money
              + "order_value, payment_type, discount_used";
      case "returns" ->
          "return_id, order_id, customer_id, return_reason, "
              + money
              + "refund_amount, return_date";
      default -> "*";
    };
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot close the sample data", failed);
    }
  }
}
