package org.plumbline.deployment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns kill switches off when their time has come: looks each half second. Every instance may run
 * one; each end is recorded once. While the store is away nothing ends, which is the safe side.
 */
public final class KillSwitchEnds implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Killing killing;
  private @Nullable Thread thread;

  public KillSwitchEnds(Killing killing) {
    this.killing = killing;
  }

  public void start() {
    thread = Thread.ofVirtual().name("kill-switch-ends").start(this::watch);
  }

  private void watch() {
    while (true) {
      try {
        Thread.sleep(PAUSE);
        killing.endDue();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failure) {
        System.getLogger(KillSwitchEnds.class.getName())
            .log(System.Logger.Level.DEBUG, "Kill switches could not be looked at", failure);
      }
    }
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
