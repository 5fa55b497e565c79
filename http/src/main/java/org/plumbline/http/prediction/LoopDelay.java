package org.plumbline.http.prediction;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * How far the event loops are behind. Each gets a beat that is due in 50 ms; what stands before it
 * makes it late, and a request that comes then would wait as long. Safe to share.
 *
 * <p>An answer that would come too late is refused before it is scored: who asks learns at once
 * that they should ask later, and the loop catches up.
 */
@Singleton
public final class LoopDelay {
  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final List<Beat> beats = new ArrayList<>();
  private final LongSupplier nanos;

  @Inject
  @SuppressWarnings("deprecation") // Vert.x names its loops nowhere else in its public interface.
  public LoopDelay(Vertx vertx) {
    this(vertx.nettyEventLoopGroup());
  }

  public LoopDelay(Iterable<EventExecutor> loops) {
    this(loops, System::nanoTime);
  }

  LoopDelay(Iterable<EventExecutor> loops, LongSupplier nanos) {
    this.nanos = nanos;
    for (EventExecutor loop : loops) {
      var beat = new Beat(loop);
      beats.add(beat);
      beat.next();
    }
  }

  /**
   * Lets pass who can be answered in time by the loop that asks, or else by the readiest one.
   *
   * @throws PlumblineException OVERLOADED when that is half a second behind
   */
  void demandRoom() {
    if (behind() > LATE_NANOS) {
      throw PlumblineException.of(
              ErrorCode.OVERLOADED,
              "Requests wait longer than half a second for their turn, so an answer would come too"
                  + " late; try again in a moment")
          .with("retryAfterSeconds", 1);
    }
  }

  private long behind() {
    long now = nanos.getAsLong();
    long least = Long.MAX_VALUE;
    for (Beat beat : beats) {
      long late = beat.late(now);
      if (beat.loop.inEventLoop()) {
        return late;
      }
      least = Math.min(least, late);
    }
    return beats.isEmpty() ? 0 : least;
  }

  /** Seconds by which the slowest loop is behind. */
  public double seconds() {
    long now = nanos.getAsLong();
    return beats.stream().mapToLong(beat -> beat.late(now)).max().orElse(0) / 1e9;
  }

  private final class Beat implements Runnable {
    private final EventExecutor loop;
    private volatile long due;

    Beat(EventExecutor loop) {
      this.loop = loop;
    }

    void next() {
      due = nanos.getAsLong() + BEAT_NANOS;
      var _ = loop.schedule(this, BEAT_NANOS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
      if (!loop.isShuttingDown()) {
        next();
      }
    }

    long late(long now) {
      return Math.max(0, now - due);
    }
  }
}
