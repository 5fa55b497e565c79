package org.plumbline.verifier;

import java.util.Arrays;
import java.util.List;

/**
 * Values about one person, encrypted under that person's key.
 *
 * <p>The names of the fields stand in the clear, so that an erased value is known to have been
 * there. The commitment lets whoever is shown salt and values check them without any key; once the
 * key is destroyed the salt is gone too, and the commitment says nothing.
 *
 * @param subject the person's pseudonym
 * @param fields which fields of the entry the values belong to
 * @param commitment {@link CanonicalForm#commitment} of salt and values
 * @param sealed nonce (12 bytes), then AES-256-GCM of salt and values with its tag (16 bytes)
 */
public record SealedBlock(String subject, List<String> fields, Digest commitment, byte[] sealed) {
  public SealedBlock {
    fields = List.copyOf(fields);
    sealed = sealed.clone();
  }

  @Override
  public byte[] sealed() {
    return sealed.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedBlock block
        && subject.equals(block.subject)
        && fields.equals(block.fields)
        && commitment.equals(block.commitment)
        && Arrays.equals(sealed, block.sealed);
  }

  @Override
  public int hashCode() {
    return commitment.hashCode();
  }

  /** What the seal hides. */
  public record Opened(byte[] salt, List<String> values) {
    public Opened {
      salt = salt.clone();
      values = List.copyOf(values);
    }

    @Override
    public byte[] salt() {
      return salt.clone();
    }
  }
}
