package org.plumbline.monitoring;

import java.util.List;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** The life of each model, step by step. */
public interface Timeline {
  void append(Tx tx, ModelName model, TimelineEntry entry);

  /** The newest steps of a model, at most the stated number, oldest first. */
  List<TimelineEntry> newest(ModelName model, int limit);
}
