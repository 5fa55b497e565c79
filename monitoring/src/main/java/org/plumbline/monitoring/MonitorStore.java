package org.plumbline.monitoring;

import java.util.List;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Where plans are kept, revision by revision. */
public interface MonitorStore {
  /** The revisions of a model, newest first; empty when nobody has set any. */
  List<MonitorRevision> history(ModelName model);

  /** Adds a revision; throws CONFLICT when its number is taken. */
  void append(Tx tx, ModelName model, MonitorRevision revision);
}
