package org.plumbline.monitoring;

import java.util.List;

/** Writes predictions durably, in one commit. */
public interface PredictionWriter {
  /**
   * Returns once the rows are durable; all or none.
   *
   * @throws org.plumbline.kernel.PlumblineException STORE_UNAVAILABLE, STORE_FULL, or what else
   *     hinders just these rows
   */
  void write(List<LoggedPrediction> rows);
}
