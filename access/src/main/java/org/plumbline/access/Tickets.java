package org.plumbline.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One-time tickets for those who cannot send a token where it is asked for: a browser cannot set
 * the headers of a WebSocket, and an address is no place for a token. Safe to share.
 */
public final class Tickets {
  /** How long a ticket waits to be used. */
  public static final Duration LIFETIME = Duration.ofSeconds(30);

  private static final int LENGTH = 43;

  private final TicketStore store;
  private final Secrets secrets;
  private final InstantSource clock;

  public Tickets(TicketStore store, Secrets secrets, InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A ticket that stands once for the credential, on any instance. */
  public String issue(Credential credential) {
    String ticket = secrets.token();
    store.add(TokenHash.of(ticket), credential, clock.instant().plus(LIFETIME));
    return ticket;
  }

  /** What the ticket stands for; empty when it is unknown, used or too old. */
  public Optional<Credential> redeem(String ticket) {
    return ticket.length() == LENGTH
        ? store.take(TokenHash.of(ticket), clock.instant())
        : Optional.empty();
  }
}
