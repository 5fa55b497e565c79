package org.plumbline.kernel;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;

/**
 * Work that is done again and again on a thread of its own, with a pause before each time.
 *
 * <p>Whatever the work throws, it is done again after the next pause. A failure is logged once, and
 * again only when another takes its place or the work has gone well in between, so that an outage
 * of hours is a line and not a flood. Safe to share; start it once.
 */
public final class Recurring implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Recurring.class.getName());
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private final Thread thread;
  private volatile boolean closing;
  private String failing = "";

  private Recurring(Thread.Builder thread, String name, Duration pause, Runnable work) {
    require(pause.isPositive(), "the pause %s of %s must be positive", pause, name);
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread = thread.name(name).unstarted(this::run);
  }

  /** For work that mostly waits for the store or the network. */
  public static Recurring virtual(String name, Duration pause, Runnable work) {
    return new Recurring(Thread.ofVirtual(), name, pause, work);
  }

  /** For work that computes, or that must not wait behind the requests for its turn. */
  public static Recurring platform(String name, Duration pause, Runnable work) {
    return new Recurring(Thread.ofPlatform().daemon(), name, pause, work);
  }

  /** Begins, with a pause. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closing) {
      try {
        /* The thread has nothing else to wait for; close ends the pause by its interrupt. */
        Thread.sleep(pause);
        work.run();
        succeeded();
      } catch (InterruptedException _) {
        /* By close, which the loop sees, or a flag that the work left behind. */
      } catch (RuntimeException | Error failure) {
        /* An error too: one round without memory must not end what watches for the others. */
        failed(failure);
      }
    }
  }

  private void succeeded() {
    if (!failing.isEmpty()) {
      failing = "";
      LOG.log(System.Logger.Level.INFO, "{0} works again", name);
    }
  }

  private void failed(Throwable failure) {
    String told = failure.toString();
    boolean known = closing || told.equals(failing);
    failing = told;
    LOG.log(
        known ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
        name + " failed and tries again each " + pause + ": " + failure.getMessage(),
        failure);
  }

  /** Interrupts the work and waits for its end, five seconds at the most. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    if (!thread.isAlive()) {
      return;
    }
    try {
      boolean _ = thread.join(LAST_ROUND);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
