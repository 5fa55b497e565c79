package org.plumbline.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry and their hash.
 *
 * <p>Big-endian: the tag of the form, the previous hash (32 bytes), the sequence (8), microseconds
 * since 1970 (8), then the content: each text as a length (4, or -1 when absent) and UTF-8, each
 * map as a count (4) and its pairs by key. Every part carries its length, so no two entries share
 * their bytes. {@code docs/audit.md} tells it field by field.
 */
public final class CanonicalForm {
  /** The form that new entries are written in. */
  public static final int NEWEST = 2;

  /** Bytes of random salt before the values of a sealed block. */
  public static final int SALT_BYTES = 16;

  private static final byte[] SEALED_TAG =
      "plumbline-audit-sealed-1\n".getBytes(StandardCharsets.US_ASCII);

  private CanonicalForm() {}

  public static Digest hash(
      int form, long sequence, long micros, Content content, Digest previous) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(tag(form));
    previous.feed(sha256);
    sha256.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(sequence).putLong(micros).array());
    Bytes bytes = contentBytes(form, content);
    sha256.update(bytes.array(), 0, bytes.size());
    return Digest.finish(sha256);
  }

  /** What the hash covers before the previous hash. */
  public static byte[] tag(int form) {
    if (form != 1 && form != 2) {
      throw new IllegalArgumentException("Form " + form + " of an entry is not known: 1 or 2");
    }
    return ("plumbline-audit-" + form + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** What the hash that binds a sealed block covers before the salt. */
  static byte[] sealedTag() {
    return SEALED_TAG.clone();
  }

  /** What the hash covers after the time. */
  public static byte[] content(int form, Content content) {
    return contentBytes(form, content).toByteArray();
  }

  private static Bytes contentBytes(int form, Content content) {
    var out = new Bytes();
    out.text(content.who().actor());
    out.text(content.who().onBehalfOf());
    out.text(content.who().requestId());
    out.text(content.who().address());
    out.text(content.action());
    out.text(content.objectKind());
    out.text(content.objectId());
    out.map(content.before());
    out.map(content.after());
    out.text(content.reason());
    if (form == 1) {
      if (content.problem() != null || !content.sealed().isEmpty()) {
        throw new IllegalArgumentException("An entry of form 1 has no problem and no sealed block");
      }
      return out;
    }
    out.text(content.problem());
    out.blocks(content.sealed());
    return out;
  }

  /** The blocks of an entry as its hash covers them, and as they are stored. */
  public static byte[] blocks(List<SealedBlock> blocks) {
    var out = new Bytes();
    out.blocks(blocks);
    return out.toByteArray();
  }

  /** Reads what {@link #blocks} wrote. */
  public static List<SealedBlock> parseBlocks(byte[] bytes) {
    return new BlockReader(ByteBuffer.wrap(bytes)).blocks();
  }

  /** Salt and values as they are encrypted. */
  public static byte[] opened(SealedBlock.Opened opened) {
    if (opened.salt().length != SALT_BYTES) {
      throw new IllegalArgumentException("A salt has 16 bytes, not " + opened.salt().length);
    }
    var out = new Bytes();
    out.writeBytes(opened.salt());
    out.texts(opened.values());
    return out.toByteArray();
  }

  /** Reads what {@link #opened} wrote. */
  public static SealedBlock.Opened parseOpened(byte[] bytes) {
    return new BlockReader(ByteBuffer.wrap(bytes)).opened();
  }

  /** What binds a block to its values without showing them. */
  public static Digest commitment(SealedBlock.Opened opened) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(SEALED_TAG);
    sha256.update(opened(opened));
    return Digest.finish(sha256);
  }

  /** Grows as it is written to; hands out its array to be hashed without a copy. */
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(512);
    }

    byte[] array() {
      return buf;
    }

    void integer(int value) {
      write(value >>> 24);
      write(value >>> 16);
      write(value >>> 8);
      write(value);
    }

    void text(@Nullable String text) {
      if (text == null) {
        integer(-1);
        return;
      }
      bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] bytes) {
      integer(bytes.length);
      writeBytes(bytes);
    }

    void texts(List<String> texts) {
      integer(texts.size());
      texts.forEach(this::text);
    }

    void map(SortedMap<String, String> map) {
      integer(map.size());
      for (Map.Entry<String, String> pair : map.entrySet()) {
        text(pair.getKey());
        text(pair.getValue());
      }
    }

    void blocks(List<SealedBlock> blocks) {
      integer(blocks.size());
      for (SealedBlock block : blocks) {
        text(block.subject());
        texts(block.fields());
        writeBytes(block.commitment().bytes());
        bytes(block.sealed());
      }
    }
  }
}
