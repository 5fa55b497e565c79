package org.plumbline.monitoring;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where answers are written down before they are given. Safe to share between threads. */
public interface PredictionLog {
  /**
   * Appends the rows of one request: all or none.
   *
   * <p>Completes after the commit, on a thread of the log: hop to another one before doing work.
   * Completes exceptionally with a {@link org.plumbline.kernel.PlumblineException} of code
   * STORE_UNAVAILABLE (not reachable, or too many wait already) or STORE_FULL; then the answer must
   * not be given. Never throws.
   */
  CompletionStage<Void> append(List<LoggedPrediction> rows);

  /**
   * Asked before an answer is begun, so that nobody computes what would come too late.
   *
   * @throws org.plumbline.kernel.PlumblineException OVERLOADED while answers wait too long
   */
  default void demandRoom() {}
}
