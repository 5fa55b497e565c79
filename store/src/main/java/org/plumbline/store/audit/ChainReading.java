package org.plumbline.store.audit;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.plumbline.store.Database;
import org.plumbline.verifier.ChainCheck;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.InOrder;
import org.plumbline.verifier.Keyring;
import org.plumbline.verifier.RawForm;
import org.plumbline.verifier.Report;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads the stored chain once from end to end.
 *
 * <p>Rows come by binary COPY, are taken apart and hashed on all processors, and are followed in
 * their order. One snapshot holds rows, head and the number of checkpoints, or an append in between
 * would look like a break.
 */
final class ChainReading {
  private static final int COPY_HEADER_BYTES = 19;
  private static final long TELL_EVERY = 10_000;

  private final Database database;
  private final Keyring trusted;

  ChainReading(Database database, Keyring trusted) {
    this.database = database;
    this.trusted = trusted;
  }

  private static final ThreadLocal<RawForm> FORM = ThreadLocal.withInitial(RawForm::new);

  /** A row as it was read and hashed, or why it cannot be. */
  private record Row(long sequence, Optional<RawRow.Hashed> hashed, String unreadable) {
    static Row of(byte[] row) {
      long sequence = AuditRows.sequence(ByteBuffer.wrap(row));
      try {
        return new Row(sequence, Optional.of(RawRow.hash(row, FORM.get())), "");
      } catch (RuntimeException unreadable) {
        return new Row(sequence, Optional.empty(), String.valueOf(unreadable.getMessage()));
      }
    }
  }

  private record Head(long sequence, Digest hash, long checkpoints) {}

  Report verify(LongConsumer progress) {
    return database.withConnection(
        connection -> {
          connection.setAutoCommit(false);
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          try {
            return verify(connection, progress);
          } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
          }
        });
  }

  private Report verify(Connection connection, LongConsumer progress) throws SQLException {
    Head head = head(connection);
    var check = new ChainCheck(trusted);
    var checkpoints = new CheckpointCursor(new SqlCheckpoints(database), head.checkpoints());
    try (var pipeline =
        new InOrder<byte[], Row>(Row::of, row -> take(check, checkpoints, row, progress))) {
      read(connection, pipeline);
    }
    while (checkpoints.hasNext()) {
      if (!check.accept(checkpoints.next())) {
        break;
      }
    }
    check.end(head.sequence(), head.hash());
    progress.accept(check.entries());
    return check.report();
  }

  private static void read(Connection connection, InOrder<byte[], Row> pipeline)
      throws SQLException {
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "copy (select "
                    + AuditRows.COLUMNS
                    + " from audit_entry order by sequence) to stdout (format binary)");
    boolean first = true;
    for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
      byte[] bytes = first ? withoutHeader(row) : row;
      first = false;
      if (bytes.length > Short.BYTES && !pipeline.add(bytes)) {
        copy.cancelCopy();
        return;
      }
    }
    pipeline.finish();
  }

  private static byte[] withoutHeader(byte[] row) {
    return java.util.Arrays.copyOfRange(row, COPY_HEADER_BYTES, row.length);
  }

  private static boolean take(
      ChainCheck check, CheckpointCursor checkpoints, Row row, LongConsumer progress) {
    if (row.hashed().isEmpty()) {
      check.unreadable(row.sequence(), row.unreadable());
      return false;
    }
    RawRow.Hashed hashed = row.hashed().get();
    boolean wanted = check.accept(hashed.link(), hashed.computed(), hashed::entry);
    while (wanted && checkpoints.hasNext() && checkpoints.peek().size() <= check.entries()) {
      wanted = check.accept(checkpoints.next());
    }
    if (check.entries() % TELL_EVERY == 0) {
      progress.accept(check.entries());
    }
    return wanted;
  }

  private static Head head(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select sequence, hash, (select coalesce(max(number), 0) from audit_checkpoint)
                from audit_head
                """)) {
      return row.next()
          ? new Head(row.getLong(1), Digest.of(row.getBytes(2)), row.getLong(3))
          : new Head(0, Digest.ZERO, 0);
    }
  }
}
