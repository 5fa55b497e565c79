package org.plumbline.deployment.batch;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.deployment.Lineup;

/**
 * That the rows of a file are answered as each alone would be online.
 *
 * @param lineup who answers now; asked for each block, so that what is stopped meanwhile counts
 * @param job names the answers, so that the same row of the same job has the same id
 * @param at when they count as given, to the millisecond as the log keeps it
 * @param log takes the answers, empty when they are not to be logged
 */
record OnlineRule(Supplier<Lineup> lineup, UUID job, Instant at, Optional<AnswerLog> log) {
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /**
   * The id of the answer to a row: ordered by time as all ids of the log are. First halves differ,
   * so that the log keeps each answer as a row, whose key refuses a second one.
   */
  UUID id(long line) {
    long first = mix(job.getMostSignificantBits() + line * GOLDEN);
    long second = mix(job.getLeastSignificantBits() ^ first);
    return new UUID(
        (at.toEpochMilli() << 16) | VERSION_7 | (first & 0xfff), VARIANT | (second >>> 2));
  }

  /** The finalizer of SplitMix64, as in {@link org.plumbline.deployment.Share}. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
