package org.plumbline.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry, version 1, and their hash.
 *
 * <p>Big-endian: the tag, the previous hash (32 bytes), the sequence (8), microseconds since 1970
 * (8), then each text as a length (4, or -1 when absent) and UTF-8, and each map as a count (4) and
 * its pairs by key. Every text carries its length, so no two entries share their bytes.
 */
final class CanonicalForm {
  private static final String TAG = "plumbline-audit-1\n";

  private CanonicalForm() {}

  static ChainHash hash(long sequence, Instant at, AuditEvent event, ChainHash previous) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return ChainHash.of(sha256.digest(bytes(sequence, at, event, previous)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  static byte[] bytes(long sequence, Instant at, AuditEvent event, ChainHash previous) {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      out.write(TAG.getBytes(StandardCharsets.US_ASCII));
      out.write(previous.bytes());
      out.writeLong(sequence);
      out.writeLong(Math.addExact(at.getEpochSecond() * 1_000_000L, at.getNano() / 1_000L));
      text(out, event.actor().username());
      text(out, event.actor().onBehalfOf());
      text(out, event.actor().requestId());
      text(out, event.actor().address());
      text(out, event.action());
      text(out, event.objectKind());
      text(out, event.objectId());
      map(out, event.before());
      map(out, event.after());
      text(out, event.reason());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static void map(DataOutputStream out, SortedMap<String, String> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> pair : map.entrySet()) {
      text(out, pair.getKey());
      text(out, pair.getValue());
    }
  }
}
