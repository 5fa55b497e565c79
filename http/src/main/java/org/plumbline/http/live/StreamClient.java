package org.plumbline.http.live;

import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Credential;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.SteadyClock;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.FeedEvent;
import org.plumbline.monitoring.feed.Follower;
import org.plumbline.monitoring.feed.LiveFeed;
import org.plumbline.monitoring.feed.LogTail;
import org.plumbline.monitoring.feed.Subscription;

/**
 * One open stream. Events wait for a slow network in a short queue; when that is full the rest is
 * left out, and the client is told the place from which it may ask for them again.
 *
 * <p>The outlet belongs to the event loop, the queue is shared under its lock.
 */
final class StreamClient implements Follower {
  /** Further back the log is for searches. */
  private static final Duration OLDEST_CURSOR = Duration.ofHours(24);

  private static final int PAST_PAGE = 500;
  private static final int MOST_PAST = 100_000;

  private final LiveFeed feed;
  private final Frames frames;
  private final Outlet outlet;
  private final Context loop;
  private final Credential credential;
  private final String username;
  private final StreamLimits limits;
  private final InstantSource clock;
  private final SteadyClock passed;
  private final Map<String, Set<Subscription>> subscriptions = new ConcurrentHashMap<>();

  /* Under the queue's lock. */
  private final Queue<Frame> queue = new ArrayDeque<>();
  private @Nullable String lastCursor;
  private @Nullable String missedTo;
  private long missed;
  private boolean flushing;
  private boolean closed;

  private volatile Instant heard;
  private volatile Instant sent;
  private volatile Instant beaten;
  private volatile boolean busy;

  StreamClient(
      LiveFeed feed, Frames frames, Outlet outlet, Context loop, Identity identity, Terms terms) {
    this.feed = feed;
    this.frames = frames;
    this.outlet = outlet;
    this.loop = loop;
    this.credential = identity.credential();
    this.username = identity.username();
    this.limits = terms.limits();
    this.clock = terms.clock();
    this.passed = terms.passed();
    this.heard = passed.instant();
    this.sent = heard;
    this.beaten = heard;
    outlet.onDrain(this::flush);
  }

  /** Who listens, and by what right. */
  record Identity(Credential credential, String username) {}

  /**
   * How a client is held.
   *
   * @param passed measures silence, whatever happens to the machine's clock
   */
  record Terms(StreamLimits limits, InstantSource clock, SteadyClock passed) {}

  Credential credential() {
    return credential;
  }

  String username() {
    return username;
  }

  /** The client has said something, or answered a ping. */
  void heard() {
    heard = passed.instant();
  }

  /** While a command is carried out nothing can be heard. */
  void busy(boolean now) {
    busy = now;
    heard();
  }

  @Override
  public void offer(FeedEvent event) {
    synchronized (queue) {
      if (closed) {
        return;
      }
      Frame frame = frames.of(event);
      if (missed != 0 || queue.size() >= limits.waiting()) {
        if (missed >= 0) {
          missed++;
        }
        missedTo = frame.cursor();
        return;
      }
      queue.add(frame);
    }
    schedule();
  }

  @Override
  public void skippedTo(Cursor place) {
    synchronized (queue) {
      missed = -1;
      missedTo = place.text();
    }
    schedule();
  }

  /** Tells the client; never left out. */
  void tell(Frame frame) {
    synchronized (queue) {
      queue.add(frame);
    }
    schedule();
  }

  /** Waits for room: for who can wait, so that nothing is left out. */
  private void give(FeedEvent event) throws InterruptedException {
    synchronized (queue) {
      while (!closed && (missed != 0 || queue.size() >= limits.waiting() / 2)) {
        queue.wait();
      }
      queue.add(Frame.of(event));
    }
    schedule();
  }

  private void schedule() {
    synchronized (queue) {
      if (flushing || closed) {
        return;
      }
      flushing = true;
    }
    loop.runOnContext(_ -> flush());
  }

  /** On the event loop: sends until the network is full or nothing waits. */
  private void flush() {
    boolean any = false;
    while (!outlet.isFull()) {
      Frame next = next();
      if (next == null) {
        break;
      }
      outlet.send(next);
      any = true;
    }
    if (any) {
      sent = passed.instant();
    }
  }

  private @Nullable Frame next() {
    synchronized (queue) {
      Frame next = queue.poll();
      if (next == null && missed != 0 && missedTo != null) {
        next = Frame.gap(lastCursor, missedTo, missed);
        missed = 0;
      }
      if (next == null) {
        flushing = false;
      } else if (next.cursor() != null) {
        lastCursor = next.cursor();
      }
      queue.notifyAll();
      return next;
    }
  }

  /**
   * Subscribes under a name; one that there is already begins anew. Waits for the store, so call it
   * on a virtual thread, one at a time.
   *
   * @param after the place from which the client wants to hear, null for now
   */
  void subscribe(String name, Set<Subscription> wanted, @Nullable Cursor after) {
    unsubscribe(name);
    if (subscriptions.size() >= limits.subscriptions()) {
      throw PlumblineException.of(
          ErrorCode.TOO_MANY_REQUESTS,
          "A stream has at most %s subscriptions: end one, or open another stream"
              .formatted(limits.subscriptions()));
    }
    Cursor from = after;
    if (from != null && from.at().isBefore(clock.instant().minus(OLDEST_CURSOR))) {
      skipped(from);
      from = null;
    }
    try {
      if (from != null) {
        from = past(wanted, from);
      }
      subscriptions.put(name, wanted);
      Consumer<Cursor> begun = place -> tell(Frame.subscribed(name, place));
      var _ =
          from == null
              ? feed.follow(this, wanted, begun).join()
              : feed.join(this, wanted, from, begun).join();
    } catch (CompletionException failure) {
      subscriptions.remove(name);
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (isClosed()) {
      close();
    }
  }

  /** Gives what was missed, as fast as the client takes it. */
  private @Nullable Cursor past(Set<Subscription> wanted, Cursor after)
      throws InterruptedException {
    Cursor place = after;
    int given = 0;
    while (!isClosed()) {
      LogTail.Batch batch = feed.past(wanted, place, PAST_PAGE);
      for (FeedEvent event : batch.events()) {
        give(event);
      }
      place = batch.next();
      given += batch.events().size();
      if (!batch.more()) {
        return place;
      }
      if (given > MOST_PAST) {
        skipped(place);
        return null;
      }
    }
    return null;
  }

  /** What came after the place will not be told, as it is too much. */
  private void skipped(Cursor after) {
    tell(Frame.gap(after.text(), after.text(), -1));
  }

  /** Ends a subscription; nothing happens when there is none of that name. */
  void unsubscribe(String name) {
    Set<Subscription> left = subscriptions.remove(name);
    if (left == null) {
      return;
    }
    Set<Subscription> others = new HashSet<>();
    subscriptions.values().forEach(others::addAll);
    Set<Subscription> gone = new HashSet<>(left);
    gone.removeAll(others);
    feed.leave(this, gone).join();
  }

  /** Looked at every second or so: beats when it is time, and ends who is deaf. */
  void look(Instant now) {
    if (!beaten.plus(limits.heartbeat()).isAfter(now)) {
      beaten = now;
      loop.runOnContext(_ -> beat(now));
    }
  }

  private void beat(Instant now) {
    if (outlet.isFull()) {
      if (sent.plus(limits.idle()).isBefore(now)) {
        outlet.close(deaf("takes nothing"));
      }
      return;
    }
    if (!busy && heard.plus(limits.idle()).isBefore(now)) {
      outlet.close(deaf("answers no ping"));
      return;
    }
    outlet.send(Frame.heartbeat(clock.instant()));
    sent = now;
    if (!outlet.ping()) {
      heard = now;
    }
  }

  private Problem deaf(String how) {
    return Problem.of(
        ErrorCode.BAD_REQUEST,
        "The client %s since %s s: connect again and go on from the last cursor"
            .formatted(how, limits.idle().toSeconds()));
  }

  /** Closes the stream for a reason. */
  void end(Problem problem) {
    loop.runOnContext(_ -> outlet.close(problem));
  }

  /** A command failed; the stream goes on. */
  void refuse(@Nullable String subscription, RuntimeException failure) {
    tell(Frame.error(subscription, Problems.of(failure)));
  }

  boolean isClosed() {
    synchronized (queue) {
      return closed;
    }
  }

  /** The connection has gone. */
  void close() {
    synchronized (queue) {
      closed = true;
      queue.clear();
      queue.notifyAll();
    }
    Set<Subscription> all = new HashSet<>();
    subscriptions.values().forEach(all::addAll);
    var _ = feed.leave(this, all);
  }
}
