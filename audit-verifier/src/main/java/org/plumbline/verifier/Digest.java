package org.plumbline.verifier;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest: 32 bytes, written as 64 hexadecimal digits. Immutable. */
public final class Digest {
  public static final int BYTES = 32;

  /** What the first entry and the first checkpoint follow. */
  public static final Digest ZERO = new Digest(new byte[BYTES]);

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes a copy of 32 bytes. */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /** Takes a copy of 32 bytes from an offset on. */
  public static Digest of(byte[] bytes, int offset) {
    return new Digest(Arrays.copyOfRange(bytes, offset, offset + BYTES));
  }

  /** The digest that these 64 lower-case hexadecimal digits spell. */
  public static Digest parse(String hex) {
    var bytes = new byte[BYTES];
    boolean hexadecimal = hex.length() == 2 * BYTES;
    for (int i = 0; i < BYTES && hexadecimal; i++) {
      int value = digit(hex.charAt(2 * i)) << 4 | digit(hex.charAt(2 * i + 1));
      hexadecimal = value >= 0;
      bytes[i] = (byte) value;
    }
    if (!hexadecimal) {
      throw new IllegalArgumentException("A digest has 64 hexadecimal digits in lower case");
    }
    return new Digest(bytes);
  }

  /** The value of a digit, negative for any other sign. */
  static int digit(int sign) {
    if (sign >= '0' && sign <= '9') {
      return sign - '0';
    }
    return sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
  }

  /** Ends a hash that was fed. */
  static Digest finish(MessageDigest sha256) {
    return new Digest(sha256.digest());
  }

  void feed(MessageDigest sha256) {
    sha256.update(bytes);
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
