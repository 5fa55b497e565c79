package org.plumbline.kernel;

/**
 * One open transaction: a token that ports take and hand back to the store that opened it.
 *
 * <p>A port's writing method takes a {@code Tx} as its first parameter; what is written with the
 * same {@code Tx} happens together or not at all. That is how a change and its audit entry stay
 * one. Used by one thread, and dead once its work has returned.
 */
public interface Tx {
  /**
   * Runs the action once the commit has succeeded; never after a rollback.
   *
   * <p>For what must follow a change but cannot be part of it, such as dropping a cached value.
   */
  void afterCommit(Runnable action);
}
