package org.plumbline.store.audit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes checkpoints when they are due, on a thread of its own, and a last one when it closes. */
final class CheckpointKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CheckpointKeeper.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final CheckpointMaker maker;
  private final Thread thread;
  private boolean failing;

  private CheckpointKeeper(CheckpointMaker maker) {
    this.maker = maker;
    this.thread = Thread.ofPlatform().name("audit-checkpoints").daemon().unstarted(this::keep);
  }

  static CheckpointKeeper start(CheckpointMaker maker) {
    var keeper = new CheckpointKeeper(maker);
    keeper.thread.start();
    return keeper;
  }

  private void keep() {
    while (!Thread.currentThread().isInterrupted()) {
      tell(maker::makeIfDue);
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  /** Said once until it works again: the chain itself goes on, unsigned. */
  private void tell(Runnable work) {
    try {
      work.run();
      failing = false;
    } catch (RuntimeException failure) {
      if (!failing) {
        LOG.log(System.Logger.Level.ERROR, "The audit trail cannot be signed", failure);
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    tell(maker::makeNow);
  }
}
