package org.plumbline.monitoring;

import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Keeps the horizons of labels, all that ever held. */
public interface LabelHorizonStore {
  /** What holds now. */
  LabelHorizon find(ModelName model);

  /** What holds from now on; all weeks of the model must be measured anew. */
  void save(Tx tx, ModelName model, LabelHorizon horizon);
}
