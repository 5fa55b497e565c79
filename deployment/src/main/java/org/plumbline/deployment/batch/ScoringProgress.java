package org.plumbline.deployment.batch;

/** Hears how far a run has come, after each batch of rows. */
@FunctionalInterface
public interface ScoringProgress {
  /**
   * @param share of the source that has been read, 0 to 1
   * @param rows done so far, refused ones included
   */
  void at(double share, long rows, long refused);
}
