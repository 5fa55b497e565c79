package org.plumbline.deployment;

import java.util.List;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Whether models are forbidden to answer, now and before. */
public interface KillSwitches {
  /** The present position; {@link KillSwitch#UNTOUCHED} when it was never set. */
  KillSwitch find(ModelName model);

  void set(Tx tx, ModelName model, KillSwitch position);

  /** All positions ever set, newest first. */
  List<KillSwitch> history(ModelName model);
}
