package org.plumbline.store.lineage;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.plumbline.kernel.Backoff;
import org.plumbline.kernel.Breaker;
import org.plumbline.kernel.Recurring;

/**
 * Posts the events of the outbox to a lineage server, oldest first, until each was taken.
 *
 * <p>A failure puts off only its event: after a second, then twice as long each time, at most an
 * hour. Nothing is given up, since what a server refuses today it may take after its upgrade. A
 * server that is away is left alone for half a minute, whatever is due.
 */
public final class OpenLineageSender implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OpenLineageSender.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LOUD_ATTEMPTS = 3;
  private static final int FAILURES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  /** Longer than a post may take, so that two senders never hold one event. */
  static final Duration LEASE = TIMEOUT.multipliedBy(3);

  private final Outbox outbox;
  private final OpenLineageSettings settings;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration timeout;
  private final Breaker breaker;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Recurring background = Recurring.virtual("openlineage", LOOK_EVERY, this::deliver);

  public OpenLineageSender(Outbox outbox, OpenLineageSettings settings, InstantSource clock) {
    this(outbox, settings, clock, RandomGenerator.getDefault(), TIMEOUT);
  }

  /** With another chance, and another patience with the server. */
  OpenLineageSender(
      Outbox outbox,
      OpenLineageSettings settings,
      InstantSource clock,
      RandomGenerator random,
      Duration timeout) {
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.timeout = timeout;
    this.breaker = new Breaker("lineage", FAILURES, PAUSE, clock);
  }

  /** Begins to deliver. */
  public void start() {
    background.start();
  }

  /** What leaves the server alone while it is away. */
  public Breaker breaker() {
    return breaker;
  }

  /** Posts all events that are due; gives how many were taken. */
  int deliver() {
    int taken = 0;
    while (!Thread.currentThread().isInterrupted() && breaker.admit()) {
      Optional<Outbox.Letter> due = outbox.claim(clock.instant(), LEASE);
      if (due.isEmpty()) {
        breaker.unused();
        break;
      }
      Outbox.Letter letter = due.get();
      switch (post(letter.body())) {
        case Answer.Taken _ -> {
          breaker.succeeded();
          outbox.delivered(letter);
          taken++;
        }
        case Answer.Refused(int status) -> {
          breaker.succeeded();
          putOff(letter, "answered " + status);
        }
        case Answer.Away(String failure) -> {
          breaker.failed();
          putOff(letter, failure);
        }
      }
    }
    return taken;
  }

  private sealed interface Answer {
    record Taken() implements Answer {}

    record Refused(int status) implements Answer {}

    record Away(String failure) implements Answer {}
  }

  private void putOff(Outbox.Letter letter, String failure) {
    Duration pause = Backoff.after(letter.attempts());
    /* Up to a quarter longer, or all that failed together comes back together. */
    Instant next =
        clock.instant().plus(pause).plusMillis((long) (random.nextDouble() * pause.toMillis() / 4));
    outbox.failed(letter, next, failure);
    LOG.log(
        letter.attempts() <= LOUD_ATTEMPTS
            ? System.Logger.Level.WARNING
            : System.Logger.Level.DEBUG,
        "Lineage event {0} waits until {1}: {2}",
        letter.position(),
        next,
        failure);
  }

  private Answer post(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.address())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return new Answer.Taken();
      }
      boolean away = status >= SERVER_FAULT || status == TOO_MANY;
      return away ? new Answer.Away("answered " + status) : new Answer.Refused(status);
    } catch (IOException unreachable) {
      return new Answer.Away(unreachable.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer.Away("interrupted");
    }
  }

  /** Ends at once; what was not delivered stays in the outbox. */
  @Override
  public void close() {
    background.close();
    client.shutdownNow();
  }
}
