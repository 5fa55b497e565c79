package org.plumbline.deployment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks after canaries, and after requests that wait too long, in the background; several instances
 * take turns by a lock.
 */
public final class CanaryKeeper implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Canaries canaries;
  private final ChangeRequests changes;
  private volatile @Nullable Thread thread;

  public CanaryKeeper(Canaries canaries, ChangeRequests changes) {
    this.canaries = canaries;
    this.changes = changes;
  }

  /** Looks every two seconds until {@link #close}. */
  public void start() {
    thread = Thread.ofVirtual().name("canary-keeper").start(this::keep);
  }

  private void keep() {
    while (true) {
      try {
        Thread.sleep(PAUSE);
        canaries.look();
        changes.expire();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failure) {
        /* Nothing has changed; the next look tries again. */
        System.getLogger(CanaryKeeper.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "Canaries and requests were not looked after",
                failure);
      }
    }
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join(Duration.ofSeconds(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
