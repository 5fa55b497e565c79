package org.plumbline.access;

import java.time.Instant;
import java.util.Optional;

/** Where tickets wait to be used. */
public interface TicketStore {
  /** Keeps a ticket, and forgets those whose time has passed. */
  void add(TokenHash ticket, Credential credential, Instant goodUntil);

  /** Removes the ticket and gives what it stands for, to one caller only. */
  Optional<Credential> take(TokenHash ticket, Instant now);
}
