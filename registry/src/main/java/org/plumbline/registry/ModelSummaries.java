package org.plumbline.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionNumber;

/**
 * Keeps the list row of a model in step with what other rooms know; each in the transaction of its
 * own change. A model that does not exist is passed over.
 */
public interface ModelSummaries {
  /** Which version answers now; all absent when none does. */
  void serving(
      Tx tx,
      ModelName model,
      @Nullable Stage stage,
      @Nullable VersionNumber version,
      @Nullable Instant since);

  void risk(Tx tx, ModelName model, ModelLine.@Nullable RiskLine risk);

  void openAlerts(Tx tx, ModelName model, int count);

  void predictions7d(Tx tx, ModelName model, long count);

  void killed(Tx tx, ModelName model, boolean killed);
}
