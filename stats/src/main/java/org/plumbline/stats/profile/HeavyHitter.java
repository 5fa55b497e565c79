package org.plumbline.stats.profile;

import org.plumbline.stats.math.Rules;

/**
 * A frequent category and what is certain of its count.
 *
 * @param category its name
 * @param atLeast rows that certainly hold it
 * @param atMost rows that can hold it; equal to {@code atLeast} where the count is exact
 */
public record HeavyHitter(String category, long atLeast, long atMost) {
  public HeavyHitter {
    Rules.require(
        atLeast >= 0 && atLeast <= atMost,
        "category %s cannot be in %d to %d rows",
        category,
        atLeast,
        atMost);
  }
}
