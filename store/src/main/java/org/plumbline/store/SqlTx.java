package org.plumbline.store;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.Tx;

/** A transaction on one connection. */
final class SqlTx implements Tx {
  private final Handle handle;
  private final List<Runnable> afterCommit = new ArrayList<>();

  SqlTx(Handle handle) {
    this.handle = handle;
  }

  Handle handle() {
    return handle;
  }

  @Override
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
