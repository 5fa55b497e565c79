package org.plumbline.stats.profile;

/*
 * Sizes of a 64-bit JVM without compressed headers, rounded up: an entry of a hash map (48) with its
 * place in the table (16), its counter (24) and its name (24 and an array of 16, two bytes a
 * character). Real heaps stay under it.
 */
/** What the parts of a profile take in memory, for the accounts of its builder. */
final class Retained {
  private static final int ENTRY = 48 + 16 + 24 + 24 + 16;

  private Retained() {}

  static long entry(String name) {
    return ENTRY + 2L * name.length();
  }

  static long longs(long length) {
    return 16 + Long.BYTES * length;
  }
}
