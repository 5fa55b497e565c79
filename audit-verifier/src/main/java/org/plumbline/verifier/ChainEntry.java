package org.plumbline.verifier;

/**
 * An entry as it is stored and hashed.
 *
 * @param form which canonical form its hash is of: 1 or 2
 * @param sequence 1, 2, 3 … without gaps
 * @param micros microseconds since 1970, UTC
 * @param previous the hash of the entry before, zeros for the first
 * @param hash the hash it was given when it was appended
 */
public record ChainEntry(
    int form, long sequence, long micros, Content content, Digest previous, Digest hash) {
  /** The hash that this content has; unlike {@link #hash} when somebody has changed it. */
  public Digest computedHash() {
    return CanonicalForm.hash(form, sequence, micros, content, previous);
  }

  /** The entry of these parts with its hash. */
  public static ChainEntry sealed(
      int form, long sequence, long micros, Content content, Digest previous) {
    return new ChainEntry(
        form,
        sequence,
        micros,
        content,
        previous,
        CanonicalForm.hash(form, sequence, micros, content, previous));
  }
}
