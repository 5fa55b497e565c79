package org.plumbline.verifier;

import java.security.PublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A public key of the chain, and how trust in it came about.
 *
 * @param endorsedBy the id of the key before it, absent for the first
 * @param endorsement that key's signature over {@link #text}, absent for the first
 */
public record TrustedKey(
    PublicKey key, @Nullable String endorsedBy, byte @Nullable [] endorsement) {
  private static final String TAG = "plumbline-audit-key-1";

  public String id() {
    return PublicKeys.id(key);
  }

  /** What the key before signs to hand over: three lines. */
  public static String text(PublicKey next) {
    return TAG + "\n" + PublicKeys.id(next) + "\n" + PublicKeys.text(next) + "\n";
  }

  /** True when that key has handed over to this one. */
  public boolean isEndorsedBy(PublicKey before) {
    byte[] signature = endorsement;
    return signature != null
        && PublicKeys.id(before).equals(endorsedBy)
        && PublicKeys.signed(before, text(key), signature);
  }

  @Override
  public String toString() {
    return id()
        + (endorsement == null
            ? ""
            : " endorsed " + Base64.getEncoder().encodeToString(endorsement));
  }
}
