package org.plumbline.store.audit;

import java.time.Duration;

/**
 * Makes checkpoints when they are due and puts fresh entries on the lists, on a thread of its own,
 * and once more when it closes.
 */
final class CheckpointKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CheckpointKeeper.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final CheckpointMaker maker;
  private final FreshEntries fresh;
  private final Thread thread;
  private boolean failing;

  private CheckpointKeeper(CheckpointMaker maker, FreshEntries fresh) {
    this.maker = maker;
    this.fresh = fresh;
    this.thread = Thread.ofPlatform().name("audit-checkpoints").daemon().unstarted(this::keep);
  }

  static CheckpointKeeper start(CheckpointMaker maker, FreshEntries fresh) {
    var keeper = new CheckpointKeeper(maker, fresh);
    keeper.thread.start();
    return keeper;
  }

  private void keep() {
    while (!Thread.currentThread().isInterrupted()) {
      tell(
          () -> {
            fresh.list();
            maker.makeIfDue();
          });
      try {
        fresh.await(LOOK_EVERY);
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
        LOG.log(System.Logger.Level.ERROR, "The audit trail cannot be listed or signed", failure);
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
    tell(
        () -> {
          fresh.list();
          maker.makeNow();
        });
  }
}
