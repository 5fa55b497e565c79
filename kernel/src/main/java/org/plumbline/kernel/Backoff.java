package org.plumbline.kernel;

import java.time.Duration;

/** How long to wait before something is tried again. */
public final class Backoff {
  private static final Duration LONGEST = Duration.ofHours(1);

  private Backoff() {}

  /** A second after the first attempt, then twice as long each time, at most an hour. */
  public static Duration after(int attempts) {
    Duration pause = Duration.ofSeconds(1L << Math.clamp(attempts - 1L, 0, 12));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
