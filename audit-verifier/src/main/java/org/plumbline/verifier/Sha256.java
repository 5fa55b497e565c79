package org.plumbline.verifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The JDK's SHA-256 without its checked exception. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  static Digest of(byte[] bytes) {
    MessageDigest sha256 = start();
    sha256.update(bytes);
    return Digest.finish(sha256);
  }

  static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
