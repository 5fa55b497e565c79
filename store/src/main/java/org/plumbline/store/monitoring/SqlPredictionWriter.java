package org.plumbline.store.monitoring;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionWriter;
import org.plumbline.store.Database;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes each call in one commit by binary COPY, long runs of a request's plain answers as
 * {@linkplain LoggedForms blocks}.
 *
 * <p>COPY costs a third of batched inserts, and the binary form spares the server the parsing of
 * thirty doubles a row. One call at a time: the group commit log has one thread, others wait.
 */
public final class SqlPredictionWriter implements PredictionWriter {
  private static final String COPY_ROWS =
      "copy prediction (id, predicted_at, version_key, stage, entity, score, slots, detail,"
          + " safeguard, threshold)"
          + " from stdin (format binary)";
  private static final int ROW_FIELDS = 10;
  private static final String COPY_BLOCKS =
      "copy prediction_block (first_id, predicted_at, version_key, stage, rows, ids, entities,"
          + " scores, width, slots) from stdin (format binary)";
  private static final int BLOCK_FIELDS = 10;

  /* Object ids of types, fixed in PostgreSQL's catalogue. */
  private static final int UUID_TYPE = 2950;
  private static final int TEXT_TYPE = 25;
  private static final int FLOAT8_TYPE = 701;

  private static final String NO_PARTITION = "23514";

  private final Database database;
  private final DayPartitions partitions;
  private final VersionKeys keys;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final CopyBytes rowBytes = new CopyBytes();
  private final CopyBytes blockBytes = new CopyBytes();

  public SqlPredictionWriter(Database database) {
    this.database = database;
    this.partitions = new DayPartitions(database);
    this.keys = new VersionKeys(database);
  }

  /** Makes today's and tomorrow's partition, so that no request has to wait for one at midnight. */
  public void prepare(InstantSource clock) {
    LocalDate today = DayPartitions.dayOf(clock.instant());
    partitions.ensure(today);
    partitions.ensure(today.plusDays(1));
  }

  @Override
  public void write(List<LoggedPrediction> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Set<LocalDate> days = prepare(rows);
    oneAtATime.lock();
    try {
      LoggedForms forms = encode(rows);
      boolean missedPartition =
          database.withConnection(
              connection -> {
                try {
                  copy(connection, forms);
                  return false;
                } catch (SQLException failure) {
                  if (NO_PARTITION.equals(failure.getSQLState())) {
                    return true;
                  }
                  throw failure;
                }
              });
      if (missedPartition) {
        partitions.forget();
        days.forEach(partitions::ensure);
        database.withConnection(
            connection -> {
              copy(connection, forms);
              return true;
            });
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Makes what the rows need beside their own table, which commits on its own. */
  Set<LocalDate> prepare(List<LoggedPrediction> rows) {
    Set<LocalDate> days = new HashSet<>();
    for (LoggedPrediction row : rows) {
      keys.of(row.version());
      days.add(DayPartitions.dayOf(row.predictedAt()));
    }
    days.forEach(partitions::ensure);
    return days;
  }

  /** Writes rows that were {@linkplain #prepare prepared} with the transaction's other changes. */
  void write(Tx tx, List<LoggedPrediction> rows) {
    oneAtATime.lock();
    try {
      copyAll(Database.handle(tx).getConnection(), encode(rows));
    } catch (SQLException failure) {
      throw new IllegalStateException("the rows could not be copied", failure);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** One COPY is a transaction of its own, two are not. */
  private void copy(Connection connection, LoggedForms forms) throws SQLException {
    if (forms.rows().isEmpty() || forms.blocks().isEmpty()) {
      copyAll(connection, forms);
      return;
    }
    connection.setAutoCommit(false);
    try {
      copyAll(connection, forms);
      connection.commit();
    } catch (SQLException | RuntimeException failure) {
      connection.rollback();
      throw failure;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void copyAll(Connection connection, LoggedForms forms) throws SQLException {
    if (!forms.rows().isEmpty()) {
      copy(connection, COPY_ROWS, rowBytes);
    }
    if (!forms.blocks().isEmpty()) {
      copy(connection, COPY_BLOCKS, blockBytes);
    }
  }

  private static void copy(Connection connection, String sql, CopyBytes bytes) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      copy.writeToCopy(bytes.array(), 0, bytes.length());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private LoggedForms encode(List<LoggedPrediction> all) {
    LoggedForms forms = LoggedForms.of(all);
    rowBytes.start();
    forms.rows().forEach(this::encodeRow);
    rowBytes.end();
    blockBytes.start();
    forms.blocks().forEach(this::encodeBlock);
    blockBytes.end();
    return forms;
  }

  private void encodeRow(LoggedPrediction row) {
    rowBytes.row(ROW_FIELDS);
    rowBytes.uuid(row.id());
    rowBytes.instant(row.predictedAt());
    rowBytes.integer(keys.of(row.version()));
    stage(row.stage(), rowBytes);
    text(row.entity(), rowBytes);
    rowBytes.number(row.score());
    rowBytes.numbers(row.slots());
    rowBytes.binary(Packed.detail(row));
    safeguard(row.safeguard());
    if (Double.isNaN(row.threshold())) {
      rowBytes.absent();
    } else {
      rowBytes.number(row.threshold());
    }
  }

  private void encodeBlock(List<LoggedPrediction> rows) {
    LoggedPrediction first = rows.getFirst();
    blockBytes.row(BLOCK_FIELDS);
    blockBytes.uuid(first.id());
    blockBytes.instant(first.predictedAt());
    blockBytes.integer(keys.of(first.version()));
    stage(first.stage(), blockBytes);
    blockBytes.integer(rows.size());
    array(UUID_TYPE, rows, row -> blockBytes.uuid(row.id()));
    if (rows.stream().allMatch(row -> row.entity() == null)) {
      blockBytes.absent();
    } else {
      array(TEXT_TYPE, rows, row -> text(row.entity(), blockBytes));
    }
    array(FLOAT8_TYPE, rows, row -> blockBytes.number(row.score()));
    blockBytes.integer(first.slots().length * Double.BYTES);
    int slots = blockBytes.beginField();
    rows.forEach(row -> blockBytes.raw(row.slots()));
    blockBytes.endField(slots);
  }

  private void array(int type, List<LoggedPrediction> rows, Consumer<LoggedPrediction> element) {
    int begin = blockBytes.beginField();
    boolean hasNulls = type == TEXT_TYPE && rows.stream().anyMatch(row -> row.entity() == null);
    blockBytes.array(type, hasNulls, rows.size());
    rows.forEach(element);
    blockBytes.endField(begin);
  }

  private static void stage(@Nullable Stage stage, CopyBytes bytes) {
    if (stage == null) {
      bytes.absent();
    } else {
      bytes.small(code(stage));
    }
  }

  private void safeguard(@Nullable AppliedSafeguard applied) {
    if (applied == null) {
      rowBytes.absent();
    } else {
      rowBytes.small(SafeguardCodes.code(applied));
    }
  }

  private static void text(@Nullable String text, CopyBytes bytes) {
    bytes.binary(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  /** Frozen: written into every row. */
  static int code(Stage stage) {
    return switch (stage) {
      case SHADOW -> 1;
      case CANARY -> 2;
      case PRODUCTION -> 3;
      case RETIRED -> 4;
    };
  }

  static Stage stage(int code) {
    return switch (code) {
      case 1 -> Stage.SHADOW;
      case 2 -> Stage.CANARY;
      case 3 -> Stage.PRODUCTION;
      case 4 -> Stage.RETIRED;
      default -> throw new IllegalStateException("A logged row has the unknown stage " + code);
    };
  }

  /** The instant as it comes back from the log, which keeps microseconds. */
  static Instant kept(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond(), time.getNano() / 1_000 * 1_000L);
  }
}
