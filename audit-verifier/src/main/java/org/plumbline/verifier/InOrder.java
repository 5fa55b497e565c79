package org.plumbline.verifier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Works on items in batches on all processors and hands the results on in their order. Fed by one
 * thread, which also runs the sink; at most a few batches wait, so memory is bounded.
 */
public final class InOrder<A, B> implements AutoCloseable {
  private static final int BATCH = 2_048;

  private final ExecutorService workers;
  private final int most;
  private final Function<A, B> work;
  private final Predicate<B> sink;
  private final Deque<Future<List<B>>> waiting = new ArrayDeque<>();
  private List<A> batch = new ArrayList<>(BATCH);
  private boolean wanted = true;

  /**
   * @param sink false when it wants no more
   */
  public InOrder(Function<A, B> work, Predicate<B> sink) {
    int processors = Runtime.getRuntime().availableProcessors();
    this.workers =
        Executors.newFixedThreadPool(
            processors, Thread.ofPlatform().name("audit-verify-", 0).daemon().factory());
    this.most = 2 * processors + 2;
    this.work = work;
    this.sink = sink;
  }

  /** Takes the next item; false once the sink wants no more. */
  public boolean add(A item) {
    batch.add(item);
    if (batch.size() == BATCH) {
      submit();
      while (waiting.size() > most || (!waiting.isEmpty() && waiting.getFirst().isDone())) {
        drain();
      }
    }
    return wanted;
  }

  /** Waits for all that was added. */
  public void finish() {
    submit();
    while (!waiting.isEmpty()) {
      drain();
    }
  }

  private void submit() {
    List<A> items = batch;
    batch = new ArrayList<>(BATCH);
    waiting.add(workers.submit(() -> items.stream().map(work).toList()));
  }

  private void drain() {
    List<B> results;
    try {
      results = waiting.removeFirst().get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
    for (B result : results) {
      if (!wanted) {
        return;
      }
      wanted = sink.test(result);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
