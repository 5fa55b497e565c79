package org.plumbline.monitoring.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.plumbline.kernel.Backoff;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.IncidentEntry;
import org.plumbline.monitoring.IncidentStore;

/**
 * Tells receivers what has become of alerts, each at least once and in order.
 *
 * <p>What is due is written to the outbox first, one row for a receiver and an event, whichever
 * instance looks; then it is carried until it has arrived. A receiver that is away keeps none of
 * the others waiting.
 */
public final class Dispatcher implements AutoCloseable {
  /** Longer than a courier may take, so that two never carry one notice. */
  static final Duration LEASE = Duration.ofMinutes(1);

  /** With pauses that double up to an hour, more than three days. */
  static final int MOST_ATTEMPTS = 84;

  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final String BY = "system:dispatcher";
  private static final int LOUD_ATTEMPTS = 3;
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final NoticeStore notices;
  private final RouteStore routes;
  private final IncidentStore incidents;
  private final Courier courier;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final ExecutorService couriers = Executors.newVirtualThreadPerTaskExecutor();
  private final Recurring background = Recurring.virtual("alert-dispatcher", EVERY, this::step);

  public Dispatcher(
      Transactions transactions,
      NoticeStore notices,
      RouteStore routes,
      IncidentStore incidents,
      Courier courier,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.notices = notices;
    this.routes = routes;
    this.incidents = incidents;
    this.courier = courier;
    this.ids = ids;
    this.clock = clock;
  }

  /** Writes what is due to the outbox. */
  void plan() {
    List<NoticeRoute> known = routes.routes();
    if (known.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<Silence> silences = routes.silences(now);
    transactions.run(
        tx -> {
          for (NoticeStore.Standing standing : notices.standing(tx)) {
            for (NoticePlan.Due due : NoticePlan.of(standing, known, silences, now)) {
              var notice =
                  new Notice(
                      ids.get(),
                      due.route().name(),
                      due.event(),
                      AlertLine.of(standing.alert()),
                      standing.incident(),
                      now);
              notices.append(tx, notice, standing.alert().id());
            }
          }
        });
  }

  /** Carries all that is due, to all receivers at once; gives how many notices arrived. */
  int carry() {
    List<Callable<Integer>> ways =
        routes.routes().stream()
            .filter(NoticeRoute::enabled)
            .map(route -> (Callable<Integer>) () -> drain(route))
            .toList();
    int arrived = 0;
    try {
      for (Future<Integer> way : couriers.invokeAll(ways)) {
        arrived += way.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw new IllegalStateException(failed.getCause());
    }
    return arrived;
  }

  /** Until nothing is due, or one did not arrive: the others would hardly do. */
  private int drain(NoticeRoute route) {
    int arrived = 0;
    while (!Thread.currentThread().isInterrupted()) {
      Optional<NoticeStore.Claimed> next = notices.claim(route.name(), clock.instant(), LEASE);
      if (next.isEmpty() || !carry(next.get(), route)) {
        break;
      }
      arrived++;
    }
    return arrived;
  }

  private boolean carry(NoticeStore.Claimed claimed, NoticeRoute route) {
    Notice notice = claimed.notice();
    Optional<String> failure =
        courier.carry(notice, route, routes.secret(route.name()).orElse(null));
    Instant now = clock.instant();
    if (failure.isEmpty()) {
      transactions.run(
          tx -> {
            notices.delivered(tx, notice.id(), now);
            tell(tx, notice, new IncidentEntry(now, "notified", BY, what(notice)));
          });
      return true;
    }
    boolean dead = claimed.attempts() >= MOST_ATTEMPTS;
    transactions.run(
        tx -> {
          notices.failed(
              tx,
              notice.id(),
              dead ? null : now.plus(Backoff.after(claimed.attempts())),
              failure.get());
          if (dead || claimed.attempts() == 1) {
            String why = what(notice) + " did not arrive: " + failure.get();
            tell(tx, notice, new IncidentEntry(now, "notNotified", BY, why));
          }
        });
    LOG.log(
        dead || claimed.attempts() <= LOUD_ATTEMPTS
            ? System.Logger.Level.WARNING
            : System.Logger.Level.DEBUG,
        "Notice {0} to {1} did not arrive: {2}",
        notice.id(),
        route.name(),
        failure.get());
    return false;
  }

  private static String what(Notice notice) {
    return notice.route() + ": " + notice.event().wireName() + ", " + notice.alert().title();
  }

  private void tell(Tx tx, Notice notice, IncidentEntry entry) {
    if (notice.incident() != null) {
      incidents.append(tx, notice.incident(), entry);
    }
  }

  /** Goes on in the background until {@link #close}. */
  public void start() {
    background.start();
  }

  /** Plans and carries once; gives how many notices arrived. */
  public int step() {
    plan();
    return carry();
  }

  /** Ends the background work; what was not carried stays in the outbox. */
  @Override
  public void close() {
    background.close();
    couriers.shutdownNow();
    try {
      boolean _ = couriers.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
