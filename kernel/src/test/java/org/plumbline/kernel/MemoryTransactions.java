package org.plumbline.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Transactions over fakes that live in memory: one at a time, undone step by step on failure.
 *
 * <p>A fake that writes calls {@link #onRollback} with the step that takes its change back.
 */
public final class MemoryTransactions implements Transactions {
  private final ReentrantLock oneAtATime = new ReentrantLock();

  @Override
  public <T> T in(Function<Tx, T> work) {
    var tx = new MemoryTx();
    oneAtATime.lock();
    try {
      T result = work.apply(tx);
      tx.afterCommit.forEach(Runnable::run);
      return result;
    } catch (RuntimeException | Error failure) {
      tx.undo.forEach(Runnable::run);
      throw failure;
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Remembers how to take back what a fake has just done. */
  public static void onRollback(Tx tx, Runnable undo) {
    ((MemoryTx) tx).undo.push(undo);
  }

  private static final class MemoryTx implements Tx {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    @Override
    public void afterCommit(Runnable action) {
      afterCommit.add(action);
    }
  }
}
