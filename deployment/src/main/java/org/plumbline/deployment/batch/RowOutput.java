package org.plumbline.deployment.batch;

import org.plumbline.data.ColumnBlock;

/** Where answers go; can be continued from a checkpoint. */
interface RowOutput extends AutoCloseable {
  /**
   * Does what may be done on any thread and in any order, and returns what must be done on one
   * thread in the order of the rows.
   */
  Runnable prepare(ColumnBlock block);

  /** Makes all that was appended survive a kill; returns where to go on from. */
  long save();

  /** Makes the answer appear under its name, complete. */
  void finish();

  @Override
  void close();
}
