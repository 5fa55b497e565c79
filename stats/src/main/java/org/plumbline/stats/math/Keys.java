package org.plumbline.stats.math;

/** Order-preserving 64-bit images of numbers, and the hashes of this room. Stateless. */
public final class Keys {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private Keys() {}

  /** A signed integer that sorts as the number does; both zeros share one key. */
  public static long of(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** The number of a key; keys beyond the finite numbers give the nearest finite one. */
  public static double value(long key) {
    double value = Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    if (Double.isFinite(value)) {
      return value;
    }
    return key < 0 ? -Double.MAX_VALUE : Double.MAX_VALUE;
  }

  /** The finalizer of MurmurHash3: a bijection in which each input bit moves each output bit. */
  public static long hash(long key) {
    long h = key;
    h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
    h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return h ^ (h >>> 33);
  }

  /** A 64-bit hash of the text, the same on every machine. */
  public static long hash(String text) {
    long h = text.length();
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * MIX;
      h ^= h >>> 29;
    }
    return hash(h);
  }

  /** Slot of a key in a table of 2^(64 - shift) places. */
  public static int slot(long key, int shift) {
    return (int) ((key * MIX) >>> shift);
  }
}
