package org.plumbline.store.monitoring;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;

/**
 * Logged rows as bytes of a segment, big-endian. The first byte is the form and each form is read
 * for ever, since a segment may be older than the program that drains it.
 */
final class LoggedRows {
  private static final byte PLAIN = 1;

  /** As the plain form, with the threshold of each row at its end. */
  private static final byte BY_GROUP = 2;

  private LoggedRows() {}

  static byte[] encode(List<LoggedPrediction> rows) {
    var bytes = new ByteArrayOutputStream(256 * rows.size());
    try (var out = new DataOutputStream(bytes)) {
      boolean byGroup = rows.stream().anyMatch(row -> !Double.isNaN(row.threshold()));
      out.writeByte(byGroup ? BY_GROUP : PLAIN);
      out.writeInt(rows.size());
      for (LoggedPrediction row : rows) {
        write(out, row);
        if (byGroup) {
          out.writeDouble(row.threshold());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, LoggedPrediction row) throws IOException {
    out.writeLong(row.id().getMostSignificantBits());
    out.writeLong(row.id().getLeastSignificantBits());
    Instant at = row.predictedAt();
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
    write(out, row.version().model().value().getBytes(StandardCharsets.UTF_8));
    out.writeInt(row.version().number().value());
    Stage stage = row.stage();
    out.writeByte(stage == null ? 0 : SqlPredictionWriter.code(stage));
    String entity = row.entity();
    write(out, entity == null ? null : entity.getBytes(StandardCharsets.UTF_8));
    out.writeDouble(row.score());
    write(out, Packed.slots(row.slots()));
    write(out, Packed.detail(row));
    AppliedSafeguard safeguard = row.safeguard();
    out.writeShort(safeguard == null ? 0 : SafeguardCodes.code(safeguard));
  }

  private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  /**
   * The rows again.
   *
   * @throws IllegalArgumentException when the bytes are of no known form
   */
  static List<LoggedPrediction> decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    byte form = bytes.get();
    if (form != PLAIN && form != BY_GROUP) {
      throw new IllegalArgumentException("Logged rows of the unknown form " + form);
    }
    int count = bytes.getInt();
    List<LoggedPrediction> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(row(bytes, form));
    }
    return rows;
  }

  private static LoggedPrediction row(ByteBuffer bytes, byte form) {
    var id = new UUID(bytes.getLong(), bytes.getLong());
    Instant at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
    byte[] model = some(bytes);
    VersionId version =
        VersionId.of(
            new String(model == null ? new byte[0] : model, StandardCharsets.UTF_8),
            bytes.getInt());
    int stage = bytes.get();
    byte[] entity = some(bytes);
    double score = bytes.getDouble();
    byte[] slots = some(bytes);
    Packed.Detail detail = Packed.detail(some(bytes));
    return new LoggedPrediction(
        id,
        at,
        version,
        stage == 0 ? null : SqlPredictionWriter.stage(stage),
        entity == null ? null : new String(entity, StandardCharsets.UTF_8),
        score,
        Packed.slots(slots == null ? new byte[0] : slots),
        detail.unknownCategories(),
        detail.reasons(),
        SafeguardCodes.applied(bytes.getShort(), detail.safeguard()),
        form == BY_GROUP ? bytes.getDouble() : Double.NaN);
  }

  private static byte @Nullable [] some(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0) {
      return null;
    }
    byte[] some = new byte[length];
    bytes.get(some);
    return some;
  }
}
