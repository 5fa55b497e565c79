package org.plumbline.http.entrance;

import java.util.Optional;

/** Finds out who holds a bearer token: an access token or an API key. */
public interface Authentication {
  /** The holder when the token was checked lately; never blocks. */
  Optional<Caller> known(String token);

  /**
   * Checks the token; may read the store.
   *
   * @throws org.plumbline.kernel.PlumblineException UNAUTHENTICATED when it is not valid any more
   *     or never was
   */
  Caller check(String token);
}
