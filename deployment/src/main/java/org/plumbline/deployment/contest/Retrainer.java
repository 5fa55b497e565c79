package org.plumbline.deployment.contest;

import java.time.Instant;
import java.util.Optional;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.VersionId;

/** Trains a model again. */
@FunctionalInterface
public interface Retrainer {
  /**
   * What has to come before a training on the answers of [from, until) can begin, in words; empty
   * when nothing has. Asked often, so it must cost little; unless said otherwise nothing lacks.
   */
  default Optional<String> lacking(VersionId champion, Instant from, Instant until) {
    return Optional.empty();
  }

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
