package org.plumbline.kernel;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes time-ordered ids (UUID version 7, RFC 9562): 48 bits of milliseconds, then random bits.
 *
 * <p>Ordered by time, they keep index pages dense. Safe to share between threads when the random
 * source is.
 */
public final class TimeOrderedIds {
  private final InstantSource clock;
  private final RandomGenerator random;

  public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public UUID next() {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /**
   * Ids for things of one moment, in ascending order, at the price of one: the first is random, the
   * others count on from it (RFC 9562, 6.2, method 2). As random as one id against those of
   * everybody else.
   */
  public UUID[] next(int count) {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    // The highest random bit stays free, so that counting on cannot overflow.
    long low = (random.nextLong() & 0x1FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    var ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      ids[i] = new UUID(high, low + i);
    }
    return ids;
  }
}
