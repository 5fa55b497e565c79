package org.plumbline.store.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.store.Json;
import org.plumbline.store.Times;
import org.plumbline.verifier.CanonicalForm;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Content;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Micros;
import org.plumbline.verifier.SealedBlock;

/** The rows of {@code audit_entry} and the entries that they are. */
final class AuditRows {
  /** In the order that a row of COPY is read in. */
  static final String COLUMNS =
      "sequence, at, form, actor, on_behalf_of, request_id, address, action, object_kind,"
          + " object_id, before, after, reason, problem, sealed, previous, hash";

  private static final long MICROS_UNTIL_2000 = 946_684_800_000_000L;
  private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};

  private AuditRows() {}

  static ChainEntry entry(ResultSet row) throws SQLException {
    var content =
        new Content(
            new Content.Who(
                row.getString("actor"),
                row.getString("on_behalf_of"),
                row.getString("request_id"),
                row.getString("address")),
            row.getString("action"),
            row.getString("object_kind"),
            row.getString("object_id"),
            map(row.getString("before")),
            map(row.getString("after")),
            row.getString("reason"),
            row.getString("problem"),
            blocks(row.getBytes("sealed")));
    return new ChainEntry(
        row.getInt("form"),
        row.getLong("sequence"),
        Micros.of(Times.instant(row, "at")),
        content,
        Digest.of(row.getBytes("previous")),
        Digest.of(row.getBytes("hash")));
  }

  /** The entry of a row in the binary form of COPY, without the file's header. */
  static ChainEntry entry(ByteBuffer row) {
    row.getShort();
    long sequence = bigint(row);
    long micros = bigint(row) + MICROS_UNTIL_2000;
    row.getInt();
    int form = row.getShort();
    var who = new Content.Who(text(row), textOrNull(row), textOrNull(row), textOrNull(row));
    var content =
        new Content(
            who,
            text(row),
            text(row),
            text(row),
            map(textOrNull(row)),
            map(textOrNull(row)),
            textOrNull(row),
            textOrNull(row),
            blocks(bytes(row)));
    return new ChainEntry(form, sequence, micros, content, digest(row), digest(row));
  }

  /** The sequence of such a row, which is first. */
  static long sequence(ByteBuffer row) {
    return row.getLong(row.position() + Short.BYTES + Integer.BYTES);
  }

  static @Nullable String json(SortedMap<String, String> values) {
    return values.isEmpty() ? null : Json.write(values);
  }

  static byte @Nullable [] sealed(List<SealedBlock> blocks) {
    return blocks.isEmpty() ? null : CanonicalForm.blocks(blocks);
  }

  private static SortedMap<String, String> map(@Nullable String json) {
    return json == null ? new TreeMap<>() : Json.read(json, MAP);
  }

  private static List<SealedBlock> blocks(byte @Nullable [] sealed) {
    return sealed == null ? List.of() : CanonicalForm.parseBlocks(sealed);
  }

  private static long bigint(ByteBuffer row) {
    row.getInt();
    return row.getLong();
  }

  private static byte @Nullable [] bytes(ByteBuffer row) {
    int length = row.getInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    row.get(bytes);
    return bytes;
  }

  private static Digest digest(ByteBuffer row) {
    byte[] bytes = bytes(row);
    return Digest.of(bytes == null ? new byte[0] : bytes);
  }

  private static String text(ByteBuffer row) {
    String text = textOrNull(row);
    return text == null ? "" : text;
  }

  private static @Nullable String textOrNull(ByteBuffer row) {
    byte[] bytes = bytes(row);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
