package org.plumbline.deployment.batch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run has done.
 *
 * @param scored rows in the output
 * @param rejected rows in the rejects file
 * @param resumed rows that an earlier, interrupted run had done
 * @param rejects the file of refused rows; null when there are none
 */
public record ScoringOutcome(
    long scored, long rejected, long resumed, double seconds, @Nullable Path rejects) {
  /** Rows per second of this run. */
  public double rate() {
    return (scored + rejected - resumed) / Math.max(seconds, 1e-9);
  }
}
