package org.plumbline.store.monitoring;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * What a binary COPY gives back (PostgreSQL manual, "COPY, Binary Format"); the other way is {@link
 * CopyBytes}. Fields that may be null are not read.
 */
final class CopiedTuples {
  private static final int SIGNATURE_BYTES = 11;
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private CopiedTuples() {}

  /** Hears of each tuple, before its first field. */
  @FunctionalInterface
  interface Reader {
    void tuple(ByteBuffer fields);
  }

  static void read(Connection connection, String select, Reader reader) throws SQLException {
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (" + select + ") to stdout (format binary)");
    try {
      boolean begun = false;
      for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        if (!begun) {
          skipHead(bytes);
          begun = true;
        }
        // The server sends whole tuples; the last message holds the end, -1 fields.
        while (bytes.hasRemaining() && bytes.getShort() >= 0) {
          reader.tuple(bytes);
        }
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void skipHead(ByteBuffer bytes) {
    bytes.position(bytes.position() + SIGNATURE_BYTES + Integer.BYTES);
    int extension = bytes.getInt();
    bytes.position(bytes.position() + extension);
  }

  static int integer(ByteBuffer fields) {
    fields.getInt();
    return fields.getInt();
  }

  static double number(ByteBuffer fields) {
    fields.getInt();
    return fields.getDouble();
  }

  static Instant instant(ByteBuffer fields) {
    fields.getInt();
    return EPOCH.plus(fields.getLong(), ChronoUnit.MICROS);
  }

  /** Doubles that follow each other within a field. */
  static void numbers(ByteBuffer fields, double[] out) {
    fields.asDoubleBuffer().get(out);
    fields.position(fields.position() + out.length * Double.BYTES);
  }

  /** An array of doubles without nulls. */
  static double[] numberArray(ByteBuffer fields) {
    fields.getInt();
    int dimensions = fields.getInt();
    fields.position(fields.position() + 2 * Integer.BYTES);
    if (dimensions == 0) {
      return new double[0];
    }
    double[] numbers = new double[fields.getInt()];
    fields.getInt();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(fields);
    }
    return numbers;
  }
}
