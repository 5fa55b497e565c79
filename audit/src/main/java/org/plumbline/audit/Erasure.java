package org.plumbline.audit;

import java.util.Optional;

/** Forgets persons: destroys the key that values about one are sealed under. Safe to share. */
public interface Erasure {
  /**
   * Destroys the key of a user, or of a day's strangers ({@code strangers:2026-11-21}); the chain
   * still verifies, and an entry tells of it by the pseudonym.
   *
   * @return what was done, empty when nothing is sealed for that name
   */
  Optional<Erased> erase(String subject, Actor by, String reason);

  /**
   * What an erasure did.
   *
   * @param pseudonym what still stands for the person
   * @param inTheClear how many entries of the first form name the person; no key hides those
   */
  record Erased(String pseudonym, long inTheClear) {}
}
