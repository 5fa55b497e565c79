package org.plumbline.stats.profile;

import org.plumbline.stats.math.Keys;

/** How categories are called in profiles. */
final class CategoryNames {
  /** Characters of a name at most. */
  static final int LONGEST = 256;

  private static final int KEPT = LONGEST - 17;

  private CategoryNames() {}

  /** The name itself, or the beginning of a long one with the hash of the whole. */
  static String kept(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int end = Character.isHighSurrogate(name.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
    String hash = Long.toHexString(Keys.hash(name));
    return name.substring(0, end) + '…' + "0".repeat(16 - hash.length()) + hash;
  }
}
