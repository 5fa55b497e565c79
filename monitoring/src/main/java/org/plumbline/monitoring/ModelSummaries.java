package org.plumbline.monitoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionNumber;

/**
 * The one row of each model that lists and the overview read, kept in step by those who change what
 * it tells, each in the transaction of its own change.
 */
public interface ModelSummaries {
  /** What answers now; all null when nothing does. */
  void serving(
      Tx tx,
      ModelName model,
      @Nullable Stage stage,
      @Nullable VersionNumber version,
      @Nullable Instant since);

  /**
   * The risk of the version that matters; null when it cannot be told.
   *
   * @param disparity between groups, null when no attribute was measured
   */
  void risk(
      Tx tx,
      ModelName model,
      @Nullable Double index,
      @Nullable String band,
      @Nullable Double disparity);

  /** What the policies said last of a version of the model. */
  void verdict(Tx tx, ModelName model, String verdict, Instant at);

  void openAlerts(Tx tx, ModelName model, int count);

  void predictions7d(Tx tx, ModelName model, long count);

  void killed(Tx tx, ModelName model, boolean killed);
}
