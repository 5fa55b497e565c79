package org.plumbline.kernel;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Leaves a remote part alone that keeps failing: nobody waits for what is known to be away, and a
 * part that comes back is not met by all at once.
 *
 * <p>So many failures in a row open it. After a pause one call is let through as a trial; its
 * success closes the breaker, its failure opens it for another pause. A trial that never reports is
 * given up after a pause too. Whoever was admitted says how it ended. Safe to share.
 */
public final class Breaker {
  private final String name;
  private final int failures;
  private final Duration pause;
  private final InstantSource clock;
  private State state = State.CLOSED;
  private Instant nextTrial = Instant.MIN;
  private int failed;
  private long opened;

  /** Whether calls reach the part. */
  public enum State {
    CLOSED,
    TRYING,
    OPEN;

    /** As metrics and health tell it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Begins closed.
   *
   * @param name the part, as it is told in messages and metrics
   * @param failures in a row that open it
   * @param pause between two trials
   */
  public Breaker(String name, int failures, Duration pause, InstantSource clock) {
    require(failures >= 1, "failures %s of breaker %s must be positive", failures, name);
    require(pause.isPositive(), "pause %s of breaker %s must be positive", pause, name);
    this.name = name;
    this.failures = failures;
    this.pause = pause;
    this.clock = clock;
  }

  /** The part behind it. */
  public String name() {
    return name;
  }

  /** Whether a call may be made now; if so, say how it ended. */
  public synchronized boolean admit() {
    if (state == State.CLOSED) {
      return true;
    }
    Instant now = clock.instant();
    /* Further off than a pause is only what stood before the machine's clock was set back. */
    if (now.isBefore(nextTrial) && !now.isBefore(nextTrial.minus(pause))) {
      return false;
    }
    state = State.TRYING;
    nextTrial = now.plus(pause);
    return true;
  }

  /** The part did its work, or refused it: it is there. */
  public synchronized void succeeded() {
    failed = 0;
    if (state != State.CLOSED) {
      state = State.CLOSED;
      log(System.Logger.Level.INFO, name + " answers again");
    }
  }

  /** The part did not answer, or not with anything of use. */
  public synchronized void failed() {
    failed++;
    if (state == State.CLOSED && failed < failures) {
      return;
    }
    if (state == State.CLOSED) {
      opened++;
      log(
          System.Logger.Level.WARNING,
          name + " failed " + failed + " times and is left alone for " + pause);
    }
    state = State.OPEN;
    nextTrial = clock.instant().plus(pause);
  }

  /** The call was not made after all; the next may be the trial. */
  public synchronized void unused() {
    if (state == State.TRYING) {
      state = State.OPEN;
      nextTrial = clock.instant();
    }
  }

  public synchronized State state() {
    return state;
  }

  /** How often it has opened. */
  public synchronized long opened() {
    return opened;
  }

  private static void log(System.Logger.Level level, String text) {
    System.getLogger(Breaker.class.getName()).log(level, text);
  }
}
