package org.plumbline.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Tells how much time has passed, whatever happens to the machine's clock: where that is set an
 * hour back, this one goes on.
 *
 * <p>For pauses, timeouts and beats within this process. What is stored or shown keeps the time of
 * the machine's clock, from which this one may have departed by every jump since its making. Safe
 * to share.
 */
public final class SteadyClock extends Clock {
  private final Instant made;
  private final LongSupplier nanos;
  private final long begin;

  /** Begins at the machine's time. */
  public SteadyClock() {
    this(Clock.systemUTC().instant(), System::nanoTime);
  }

  SteadyClock(Instant made, LongSupplier nanos) {
    this.made = made;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return made.plusNanos(nanos.getAsLong() - begin);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Itself: the zone of passed time means nothing. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
