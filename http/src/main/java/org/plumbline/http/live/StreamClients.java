package org.plumbline.http.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Authenticator;
import org.plumbline.access.Credential;
import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.SteadyClock;
import org.plumbline.monitoring.feed.LiveFeed;

/**
 * The open streams: admits new ones, looks after all of them once a second, and ends those whose
 * token is good no more. Safe to share between threads.
 */
@Singleton
public final class StreamClients {
  private static final long LOOK_MILLIS = 1_000;

  private final LiveFeed feed;
  private final Authenticator authenticator;
  private final StreamLimits limits;
  private final InstantSource clock;
  private final SteadyClock passed = new SteadyClock();
  private final Vertx vertx;
  private final Frames frames = new Frames();
  private final Set<StreamClient> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Integer> ofAccount = new ConcurrentHashMap<>();
  private final long timer;

  public StreamClients(
      LiveFeed feed,
      Authenticator authenticator,
      StreamLimits limits,
      InstantSource clock,
      Vertx vertx,
      MeterRegistry meters) {
    this.feed = feed;
    this.authenticator = authenticator;
    this.limits = limits;
    this.clock = clock;
    this.vertx = vertx;
    this.timer = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
    Gauge.builder("plumbline.stream.clients", count, AtomicInteger::get)
        .description("Open live streams")
        .register(meters);
  }

  /** A place for one more stream; give it back by {@link #release} when it ends. */
  record Place(Credential credential, Principal caller) {}

  /**
   * Takes a place.
   *
   * @throws PlumblineException UNAUTHENTICATED, FORBIDDEN, TOO_MANY_REQUESTS or STORE_UNAVAILABLE
   */
  Place reserve(@Nullable Credential credential) {
    Optional<Principal> holder =
        credential == null ? Optional.empty() : authenticator.find(credential);
    if (credential == null || holder.isEmpty()) {
      throw PlumblineException.of(
          ErrorCode.UNAUTHENTICATED,
          "The stream needs a good token in the header Authorization, or a ticket of"
              + " POST /api/v1/stream/tickets that has not been used");
    }
    Principal caller = holder.get();
    caller.demand(Permission.MODEL_READ);
    if (count.incrementAndGet() > limits.clients()) {
      count.decrementAndGet();
      throw PlumblineException.of(
              ErrorCode.STORE_UNAVAILABLE,
              "This instance has %s open streams, as many as it takes: try again later or elsewhere"
                  .formatted(limits.clients()))
          .with("retryAfterSeconds", 10);
    }
    int mine = ofAccount.merge(caller.username(), 1, Integer::sum);
    var place = new Place(credential, caller);
    if (mine > limits.clientsPerAccount()) {
      release(place);
      throw PlumblineException.of(
              ErrorCode.TOO_MANY_REQUESTS,
              "%s has %s open streams, as many as one account may have: close one, as one stream"
                      .formatted(caller.username(), limits.clientsPerAccount())
                  + " holds many subscriptions")
          .with("retryAfterSeconds", 10);
    }
    return place;
  }

  void release(Place place) {
    count.decrementAndGet();
    ofAccount.computeIfPresent(place.caller().username(), (_, n) -> n == 1 ? null : n - 1);
  }

  /** Begins a stream on its event loop. */
  StreamClient open(Place place, Outlet outlet, Context loop) {
    var client =
        new StreamClient(
            feed,
            frames,
            outlet,
            loop,
            new StreamClient.Identity(place.credential(), place.caller().username()),
            new StreamClient.Terms(limits, clock, passed));
    open.add(client);
    return client;
  }

  /** The connection has ended. */
  void closed(StreamClient client, Place place) {
    if (open.remove(client)) {
      client.close();
      release(place);
    }
  }

  private void look() {
    Instant now = passed.instant();
    for (StreamClient client : open) {
      Optional<Principal> holder = authenticator.find(client.credential());
      if (holder.isEmpty()) {
        client.end(
            Problem.of(
                ErrorCode.UNAUTHENTICATED,
                "The token has expired or was revoked: sign in again, and go on from the last"
                    + " cursor"));
      } else if (!holder.get().may(Permission.MODEL_READ)) {
        client.end(Problem.of(ErrorCode.FORBIDDEN, "The permission model.read was taken away"));
      } else {
        client.look(now);
      }
    }
  }

  /** Tells all clients to go elsewhere. */
  @PreDestroy
  public void close() {
    vertx.cancelTimer(timer);
    Problem ending =
        Problem.of(
            ErrorCode.STORE_UNAVAILABLE,
            "The server stops: connect again, and go on from the last cursor");
    open.forEach(client -> client.end(ending));
  }
}
