package org.plumbline.registry;

import static org.plumbline.kernel.Require.require;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of some content: 64 hexadecimal digits, and its address in the object store. */
public record ContentHash(String hex) implements Comparable<ContentHash> {
  public ContentHash {
    require(hex.matches("[0-9a-f]{64}"), "A content hash has 64 hexadecimal digits");
  }

  public static ContentHash of(byte[] content) {
    return new ContentHash(HexFormat.of().formatHex(sha256().digest(content)));
  }

  /** The hash that a finished digest of {@link #sha256} stands for. */
  public static ContentHash ofDigest(MessageDigest digest) {
    return new ContentHash(HexFormat.of().formatHex(digest.digest()));
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Override
  public int compareTo(ContentHash other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
