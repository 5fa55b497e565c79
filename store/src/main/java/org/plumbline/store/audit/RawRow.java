package org.plumbline.store.audit;

import java.nio.ByteBuffer;
import org.plumbline.verifier.ChainCheck;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.RawForm;

/**
 * A row in the binary form of COPY, hashed from its bytes as they came.
 *
 * <p>What the plain way does not understand (a JSON text with escapes, a field of another length)
 * is left to {@link AuditRows}, so that both agree on everything. For one thread.
 */
final class RawRow {
  private static final int TEXTS_BEFORE_MAPS = 7;
  private static final int SEQUENCE = 6;
  private static final long MICROS_UNTIL_2000 = 946_684_800_000_000L;

  private RawRow() {}

  /** A row with its hash computed. */
  record Hashed(ChainCheck.Link link, Digest computed, byte[] row) {
    ChainEntry entry() {
      return AuditRows.entry(ByteBuffer.wrap(row));
    }
  }

  static Hashed hash(byte[] row, RawForm form) {
    Hashed plain = plain(row, form);
    if (plain != null) {
      return plain;
    }
    ChainEntry entry = AuditRows.entry(ByteBuffer.wrap(row));
    return new Hashed(
        new ChainCheck.Link(entry.sequence(), entry.previous(), entry.hash()),
        entry.computedHash(),
        row);
  }

  private static @org.jspecify.annotations.Nullable Hashed plain(byte[] row, RawForm form) {
    ByteBuffer in = ByteBuffer.wrap(row);
    long sequence = in.getLong(SEQUENCE);
    long micros = in.getLong(SEQUENCE + 12) + MICROS_UNTIL_2000;
    int kind = in.getShort(SEQUENCE + 24);
    int hash = row.length - Digest.BYTES;
    int previous = hash - Integer.BYTES - Digest.BYTES;
    if (in.getInt(hash - Integer.BYTES) != Digest.BYTES
        || in.getInt(previous - Integer.BYTES) != Digest.BYTES
        || (kind != 1 && kind != 2)) {
      return null;
    }
    form.start(kind, sequence, micros, row, previous);
    int at = SEQUENCE + 26;
    for (int i = 0; i < TEXTS_BEFORE_MAPS; i++) {
      at = text(in, row, at, form);
    }
    for (int i = 0; i < 2; i++) {
      int length = in.getInt(at);
      at += Integer.BYTES;
      if (length < 0) {
        form.integer(0);
      } else if (form.map(row, at, length)) {
        at += length;
      } else {
        return null;
      }
    }
    at = text(in, row, at, form);
    if (kind == 1) {
      // The first form has neither problem nor sealed values, and stores none.
      if (in.getInt(at) != -1 || in.getInt(at + Integer.BYTES) != -1) {
        return null;
      }
      at += 2 * Integer.BYTES;
    } else {
      at = text(in, row, at, form);
      int sealed = in.getInt(at);
      at += Integer.BYTES;
      if (sealed < 0) {
        form.integer(0);
      } else {
        form.raw(row, at, sealed);
        at += sealed;
      }
    }
    if (at != previous - Integer.BYTES) {
      return null;
    }
    return new Hashed(
        new ChainCheck.Link(sequence, Digest.of(row, previous), Digest.of(row, hash)),
        form.finish(),
        row);
  }

  private static int text(ByteBuffer in, byte[] row, int at, RawForm form) {
    int length = in.getInt(at);
    int from = at + Integer.BYTES;
    if (length < 0) {
      form.absent();
      return from;
    }
    form.text(row, from, length);
    return from + length;
  }
}
