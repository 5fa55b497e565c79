package org.plumbline.monitoring.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionFeed;

/**
 * Reads the log's end while somebody follows it, and offers each event to those who want it.
 *
 * <p>One thread reads once for all followers: at once when this process has logged something, and
 * five times a second for what others have. Without followers nothing is read. While the store is
 * away it waits, and goes on where it was. A log that grows faster than it can be read is left
 * behind with a notice, so that memory stays bounded. Safe to share between threads.
 */
public final class LiveFeed implements PredictionFeed, AutoCloseable {
  /** How long what another instance has logged, or an alert, may go unseen. */
  private static final Duration OTHERS = Duration.ofMillis(200);

  /** Commits are many and small: this gathers them, at the price of so much delay. */
  private static final Duration GATHER = Duration.ofMillis(5);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int PAGE = 2_000;

  /** So many full pages in a row, and the end of the log is out of reach. */
  private static final int MOST_PAGES = 25;

  private static final System.Logger LOG = System.getLogger(LiveFeed.class.getName());

  private final LogTail tail;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  /* These belong to the thread. */
  private final Map<Subscription, Set<Follower>> followers = new HashMap<>();
  private @Nullable Cursor position;
  private boolean failing;

  private volatile boolean following;
  private volatile boolean waiting;
  private volatile boolean logged;
  private volatile boolean closed;

  private LiveFeed(LogTail tail) {
    this.tail = tail;
    this.thread = Thread.ofPlatform().name("live-feed").daemon().unstarted(this::run);
  }

  /** Starts the reading thread; {@link #close} ends it. */
  public static LiveFeed start(LogTail tail) {
    var feed = new LiveFeed(tail);
    feed.thread.start();
    return feed;
  }

  @Override
  public void answered(List<LoggedPrediction> rows) {
    if (following) {
      logged = true;
      wake();
    }
  }

  /**
   * Offers from now on what they want.
   *
   * @param begun hears the place where that begins, before the first offer
   */
  public CompletableFuture<Boolean> follow(
      Follower follower, Set<Subscription> subscriptions, Consumer<Cursor> begun) {
    return onThread(
        () -> {
          begun.accept(current());
          subscriptions.forEach(subscription -> add(follower, subscription));
        });
  }

  /**
   * Offers what came after the place until now, and from now on what they want. For who has read up
   * to a place by {@link #past}: what is left must be little.
   *
   * @param begun hears the place of now, after the offers of what came before
   */
  public CompletableFuture<Boolean> join(
      Follower follower, Set<Subscription> subscriptions, Cursor after, Consumer<Cursor> begun) {
    return onThread(
        () -> {
          Cursor now = current();
          LogTail.Batch rest = tail.read(after, Interest.of(subscriptions), PAGE);
          for (FeedEvent event : rest.events()) {
            if (now.covers(event) && wanted(event, subscriptions)) {
              follower.offer(event);
            }
          }
          if (rest.more()) {
            follower.skippedTo(now);
          }
          begun.accept(now);
          subscriptions.forEach(subscription -> add(follower, subscription));
        });
  }

  /** Reads what a follower of these subscriptions has missed; waits for the store. */
  public LogTail.Batch past(Set<Subscription> subscriptions, Cursor after, int limit) {
    LogTail.Batch batch = tail.read(after, Interest.of(subscriptions), limit);
    return new LogTail.Batch(
        batch.events().stream().filter(event -> wanted(event, subscriptions)).toList(),
        batch.next(),
        batch.more());
  }

  /** Completes when nothing is offered for them any more. */
  public CompletableFuture<Boolean> leave(Follower follower, Set<Subscription> subscriptions) {
    Set<Subscription> left = Set.copyOf(subscriptions);
    return onThread(() -> left.forEach(subscription -> remove(follower, subscription)));
  }

  private static boolean wanted(FeedEvent event, Set<Subscription> subscriptions) {
    return event.subscriptions().stream().anyMatch(subscriptions::contains);
  }

  private CompletableFuture<Boolean> onThread(Runnable work) {
    var done = new CompletableFuture<Boolean>();
    tasks.add(
        () -> {
          try {
            work.run();
            done.complete(true);
          } catch (RuntimeException failure) {
            done.completeExceptionally(failure);
          }
        });
    wake();
    if (closed) {
      done.completeExceptionally(
          PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "The server stops"));
    }
    return done;
  }

  private void add(Follower follower, Subscription subscription) {
    followers.computeIfAbsent(subscription, _ -> new HashSet<>()).add(follower);
    following = true;
  }

  private void remove(Follower follower, Subscription subscription) {
    followers.computeIfPresent(
        subscription,
        (_, those) -> {
          those.remove(follower);
          return those.isEmpty() ? null : those;
        });
    if (followers.isEmpty()) {
      following = false;
      position = null;
    }
  }

  /** Where the next reading begins: the log's end when nobody has followed it so far. */
  private Cursor current() {
    Cursor known = position;
    if (known == null) {
      known = tail.end();
      position = known;
    }
    return known;
  }

  private void run() {
    while (!closed) {
      logged = false;
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      if (!following) {
        await(Duration.ofHours(1), false);
        continue;
      }
      try {
        readOn();
        failing = false;
        LockSupport.parkNanos(GATHER.toNanos());
        await(OTHERS, true);
      } catch (RuntimeException failure) {
        // Said once an outage; the place is kept, so nothing is lost by it.
        if (!failing) {
          LOG.log(System.Logger.Level.WARNING, "The live stream cannot read the log", failure);
        }
        failing = true;
        await(AFTER_FAILURE, false);
      }
    }
  }

  private void readOn() {
    Interest interest = Interest.of(followers.keySet());
    for (int page = 0; page < MOST_PAGES; page++) {
      LogTail.Batch batch = tail.read(current(), interest, PAGE);
      batch.events().forEach(this::offer);
      position = batch.next();
      if (!batch.more()) {
        return;
      }
    }
    Cursor end = tail.end();
    position = end;
    Set<Follower> all = new HashSet<>();
    followers.values().forEach(all::addAll);
    all.forEach(follower -> follower.skippedTo(end));
  }

  private void offer(FeedEvent event) {
    Set<Follower> told = null;
    for (Subscription subscription : event.subscriptions()) {
      Set<Follower> those = followers.get(subscription);
      if (those == null) {
        continue;
      }
      if (told == null) {
        those.forEach(follower -> follower.offer(event));
        told = those;
      } else {
        // Few follow both a model and one of its entities; they hear it once.
        Set<Follower> before = told;
        those.stream().filter(f -> !before.contains(f)).forEach(f -> f.offer(event));
        told = new HashSet<>(before);
        told.addAll(those);
      }
    }
  }

  private void await(Duration most, boolean untilLogged) {
    long end = System.nanoTime() + most.toNanos();
    waiting = true;
    try {
      while (!closed && tasks.isEmpty() && !(untilLogged && logged)) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return;
        }
        LockSupport.parkNanos(this, left);
      }
    } finally {
      waiting = false;
    }
  }

  private void wake() {
    if (waiting) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
