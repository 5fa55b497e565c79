package org.plumbline.verifier;

import java.security.PublicKey;
import java.util.Arrays;

/**
 * The signed state of the chain at one size.
 *
 * @param number 1, 2, 3 … without gaps
 * @param size how many entries it covers, from the first on
 * @param root of the Merkle tree over their hashes
 * @param head the hash of the last of them
 * @param micros when it was made, in microseconds since 1970
 * @param previous the {@link #digest} of the checkpoint before, zeros for the first
 * @param key the id of the signing key
 * @param signature Ed25519 over {@link #text}
 */
public record Checkpoint(
    long number,
    long size,
    Digest root,
    Digest head,
    long micros,
    Digest previous,
    String key,
    byte[] signature) {
  private static final String TAG = "plumbline-audit-checkpoint-1";

  public Checkpoint {
    signature = signature.clone();
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  /** What is signed: eight lines, each with its line feed, in UTF-8. */
  public String text() {
    return String.join(
            "\n",
            TAG,
            Long.toString(number),
            Long.toString(size),
            root.hex(),
            head.hex(),
            Micros.text(micros),
            previous.hex(),
            key)
        + "\n";
  }

  /** What the next checkpoint names as its previous: the SHA-256 of what is signed. */
  public Digest digest() {
    return Sha256.of(text());
  }

  /** The same checkpoint with its signature. */
  public Checkpoint signed(byte[] ed25519) {
    return new Checkpoint(number, size, root, head, micros, previous, key, ed25519);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint checkpoint
        && text().equals(checkpoint.text())
        && Arrays.equals(signature, checkpoint.signature);
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  /** True when it names the key of this holder, who has signed it. */
  public boolean isSignedBy(PublicKey holder) {
    return PublicKeys.id(holder).equals(key) && PublicKeys.signed(holder, text(), signature);
  }
}
