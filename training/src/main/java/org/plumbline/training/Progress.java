package org.plumbline.training;

/**
 * Hears how far a long job has come; called from the thread that does the work, so it must be
 * quick.
 */
@FunctionalInterface
public interface Progress {
  /** A step begins, such as "tune xgboost"; the detail is a short remark, possibly empty. */
  void step(String name, String detail);

  static Progress silent() {
    return (name, detail) -> {};
  }
}
