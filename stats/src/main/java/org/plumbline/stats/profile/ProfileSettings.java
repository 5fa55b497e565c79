package org.plumbline.stats.profile;

import org.plumbline.stats.math.Rules;

/**
 * How much a profile may remember.
 *
 * @param valueLimit distinct numbers, later buckets, kept per numeric column (16 bytes each while
 *     building, about 3 stored); from 16 to 1,048,576
 * @param categoryLimit categories kept by name per categorical column; from 16 to 1,048,576
 */
public record ProfileSettings(int valueLimit, int categoryLimit) {
  /** 8,192 numbers and 10,000 categories. */
  public static final ProfileSettings DEFAULT = new ProfileSettings(8_192, 10_000);

  private static final int LEAST = 16;
  private static final int MOST = 1 << 20;

  public ProfileSettings {
    requireLimit("valueLimit", valueLimit);
    requireLimit("categoryLimit", categoryLimit);
  }

  static void requireLimit(String name, int limit) {
    Rules.require(
        limit >= LEAST && limit <= MOST, "%s %d must lie in [%d, %d]", name, limit, LEAST, MOST);
  }
}
