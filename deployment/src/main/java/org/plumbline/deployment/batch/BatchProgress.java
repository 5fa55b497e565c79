package org.plumbline.deployment.batch;

import static org.plumbline.kernel.Require.require;

/**
 * How far a job has come.
 *
 * @param share of the source that has been read, 0 to 1
 * @param scored rows with an answer
 * @param rejected rows that break the contract
 * @param rate rows per second of the present run
 */
public record BatchProgress(double share, long scored, long rejected, double rate) {
  public static final BatchProgress NONE = new BatchProgress(0, 0, 0, 0);

  public BatchProgress {
    require(share >= 0 && share <= 1, "share %s must lie in [0, 1]", share);
    require(scored >= 0 && rejected >= 0, "rows cannot be negative");
  }
}
