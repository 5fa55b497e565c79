package org.plumbline.data.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.plumbline.data.Column;
import org.plumbline.data.Table;

/** A table's hash: of its content, not of the bytes of some file, which change with the library. */
public final class ContentHash {
  private ContentHash() {}

  public static String of(Table table) {
    MessageDigest digest = sha256();
    for (Column column : table.columns()) {
      add(digest, column.name());
      add(digest, column.type().name());
      ByteBuffer slots = ByteBuffer.allocate(table.rowCount() * Double.BYTES);
      for (int row = 0; row < table.rowCount(); row++) {
        slots.putDouble(column.slot(row));
      }
      digest.update(slots.array());
      column.dictionary().forEach(value -> add(digest, value));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
