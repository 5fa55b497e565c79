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
 * Writes each call by one binary COPY in one commit.
 *
 * <p>COPY costs a third of batched inserts, and the binary form spares the server the parsing of
 * thirty doubles a row. One call at a time: the group commit log has one thread, others wait.
 */
public final class SqlPredictionWriter implements PredictionWriter {
  private static final String COPY =
      "copy prediction (id, predicted_at, version_key, stage, entity, score, slots, detail,"
          + " safeguard)"
          + " from stdin (format binary)";
  private static final int FIELDS = 9;
  private static final String NO_PARTITION = "23514";

  private final Database database;
  private final DayPartitions partitions;
  private final VersionKeys keys;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final CopyBytes bytes = new CopyBytes();

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
      encode(rows);
      boolean missedPartition =
          database.withConnection(
              connection -> {
                try {
                  copy(connection);
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
        database.withConnection(this::copy);
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
      encode(rows);
      copy(Database.handle(tx).getConnection());
    } catch (SQLException failure) {
      throw new IllegalStateException("the rows could not be copied", failure);
    } finally {
      oneAtATime.unlock();
    }
  }

  private boolean copy(Connection connection) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      copy.writeToCopy(bytes.array(), 0, bytes.length());
      copy.endCopy();
      return true;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void encode(List<LoggedPrediction> rows) {
    bytes.start();
    for (LoggedPrediction row : rows) {
      bytes.row(FIELDS);
      bytes.uuid(row.id());
      bytes.instant(row.predictedAt());
      bytes.integer(keys.of(row.version()));
      stage(row.stage());
      text(row.entity());
      bytes.number(row.score());
      bytes.numbers(row.slots());
      bytes.binary(Packed.detail(row));
      safeguard(row.safeguard());
    }
    bytes.end();
  }

  private void stage(@Nullable Stage stage) {
    if (stage == null) {
      bytes.absent();
    } else {
      bytes.small(code(stage));
    }
  }

  private void safeguard(@Nullable AppliedSafeguard applied) {
    if (applied == null) {
      bytes.absent();
    } else {
      bytes.small(SafeguardCodes.code(applied));
    }
  }

  private void text(@Nullable String text) {
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
