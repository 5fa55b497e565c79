package org.plumbline.access;

import java.time.Instant;

/** Reads the entitlements, and cheaply tells whether they have changed. */
public interface EntitlementSource {
  /** A number that is another one after each committed change. */
  long revision();

  /** Everything, with sessions closed after {@code closedAfter}. */
  Entitlements load(Instant closedAfter);
}
