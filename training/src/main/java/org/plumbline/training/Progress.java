package org.plumbline.training;

/**
 * Hears how far a long job has come; called from the thread that does the work, so it must be
 * quick.
 */
@FunctionalInterface
public interface Progress {
  /** A step begins, such as "tune xgboost"; the detail is a short remark, possibly empty. */
  void step(String name, String detail);

  /**
   * A setting was tried on the way to the version; called from any thread, one at a time or not.
   */
  default void tried(Trial trial) {}

  /**
   * A candidate was judged on a fold that it had not seen.
   *
   * @param fold from 1
   */
  default void judged(int fold, String learner, String metric, double value) {}

  static Progress silent() {
    return (name, detail) -> {};
  }
}
