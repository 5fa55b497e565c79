package org.plumbline.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes random tokens and passwords. Safe to share. */
public final class Secrets {
  private static final int TOKEN_BYTES = 32;
  // Without 0 O 1 l I, which people mistake for each other when they copy by hand.
  private static final String READABLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private final SecureRandom random;

  public Secrets(SecureRandom random) {
    this.random = random;
  }

  /** 256 random bits that fit into a URL. */
  public String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A password of 20 characters, about 116 bits. */
  public String password() {
    var text = new StringBuilder(23);
    for (int i = 0; i < 20; i++) {
      if (i > 0 && i % 5 == 0) {
        text.append('-');
      }
      text.append(READABLE.charAt(random.nextInt(READABLE.length())));
    }
    return text.toString();
  }
}
