package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

import java.util.HexFormat;

/** A SHA-256 digest, 64 hexadecimal digits. */
public record ChainHash(String hex) {
  static final int BYTES = 32;

  /** What the first entry follows. */
  public static final ChainHash ZERO = new ChainHash("0".repeat(2 * BYTES));

  public ChainHash {
    require(hex.matches("[0-9a-f]{64}"), "A chain hash has 64 hexadecimal digits");
  }

  public static ChainHash of(byte[] digest) {
    return new ChainHash(HexFormat.of().formatHex(digest));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
