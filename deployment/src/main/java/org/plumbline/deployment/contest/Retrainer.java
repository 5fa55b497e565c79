package org.plumbline.deployment.contest;

import java.time.Instant;
import java.util.Optional;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.VersionId;

/** Trains a model again. */
@FunctionalInterface
public interface Retrainer {
  /**
   * Trains on what the champion answered in [from, until) and what truly happened, as a run of its
   * own, and registers the result; empty when nothing new came of it.
   *
   * @param why is kept with the run
   * @throws org.plumbline.kernel.PlumblineException REFUSED when there is too little to learn from
   */
  Optional<VersionId> retrain(
      VersionId champion, Instant from, Instant until, String why, Actor by);
}
