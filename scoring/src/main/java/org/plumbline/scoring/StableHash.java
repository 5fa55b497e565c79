package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.nio.charset.StandardCharsets;

/**
 * The hash behind hashed categories. Frozen: models depend on it.
 *
 * <p>FNV-1a of 64 bits over the UTF-8 bytes [Fowler, Noll and Vo, offset basis cbf29ce484222325,
 * prime 100000001b3], then the finaliser of MurmurHash3 [Appleby], because the low bits of FNV
 * alone follow the last character; the bucket is the unsigned remainder. It knows nothing of the
 * target, and it is no defence against a person who seeks collisions.
 */
public final class StableHash {
  private StableHash() {}

  public static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** From 0 to {@code buckets - 1}. */
  public static int bucket(String text, int buckets) {
    require(buckets > 0, "%s buckets", buckets);
    return (int) Long.remainderUnsigned(of(text), buckets);
  }
}
