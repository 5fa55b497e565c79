package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

/**
 * The key that values about one person are sealed under.
 *
 * @param pseudonym what stands for the person in the chain, such as {@code p-4f1d…}
 * @param subject the person's user name
 * @param key 32 bytes of AES
 */
public record SubjectKey(String pseudonym, String subject, byte[] key) {
  static final int BYTES = 32;

  public SubjectKey {
    require(key.length == BYTES, "A subject's key has 32 bytes");
    key = key.clone();
  }

  @Override
  public byte[] key() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "SubjectKey[" + pseudonym + "]";
  }
}
