package org.plumbline.store.lineage;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.plumbline.kernel.Backoff;
import org.plumbline.kernel.Recurring;

/**
 * Posts the events of the outbox to a lineage server, oldest first, until each was taken.
 *
 * <p>A failure puts off only its event: after a second, then twice as long each time, at most an
 * hour. Nothing is given up, since what a server refuses today it may take after its upgrade.
 */
public final class OpenLineageSender implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OpenLineageSender.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LOUD_ATTEMPTS = 3;

  /** Longer than a post may take, so that two senders never hold one event. */
  static final Duration LEASE = TIMEOUT.multipliedBy(3);

  private final Outbox outbox;
  private final OpenLineageSettings settings;
  private final InstantSource clock;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Recurring background = Recurring.virtual("openlineage", LOOK_EVERY, this::deliver);

  public OpenLineageSender(Outbox outbox, OpenLineageSettings settings, InstantSource clock) {
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /** Begins to deliver. */
  public void start() {
    background.start();
  }

  /** Posts all events that are due; gives how many were taken. */
  int deliver() {
    int taken = 0;
    while (!Thread.currentThread().isInterrupted()) {
      Optional<Outbox.Letter> due = outbox.claim(clock.instant(), LEASE);
      if (due.isEmpty()) {
        break;
      }
      Outbox.Letter letter = due.get();
      Optional<String> failure = post(letter.body());
      if (failure.isEmpty()) {
        outbox.delivered(letter);
        taken++;
      } else {
        putOff(letter, failure.get());
      }
    }
    return taken;
  }

  private void putOff(Outbox.Letter letter, String failure) {
    Instant next = clock.instant().plus(Backoff.after(letter.attempts()));
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

  /** Why the server did not take the event; empty when it did. */
  private Optional<String> post(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.address())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("answered " + status);
    } catch (IOException unreachable) {
      return Optional.of(unreachable.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Ends at once; what was not delivered stays in the outbox. */
  @Override
  public void close() {
    background.close();
    client.shutdownNow();
  }
}
