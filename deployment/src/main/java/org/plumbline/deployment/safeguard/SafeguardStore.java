package org.plumbline.deployment.safeguard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.AppliedSafeguard;

/** Safeguards of models, revision by revision. */
public interface SafeguardStore {
  /** What holds now, empty when nobody ever set any. */
  Optional<SafeguardRevision> find(ModelName model);

  /**
   * Appends a revision, which routes follow.
   *
   * @throws org.plumbline.kernel.PlumblineException CONFLICT when there is one of this number
   */
  void append(Tx tx, SafeguardRevision revision);

  /** All revisions, newest first. */
  List<SafeguardRevision> history(ModelName model);

  /** How often safeguards touched answers of the model since then. */
  List<Count> counts(ModelName model, Instant since);

  /** So many answers were treated so, for this cause. */
  record Count(AppliedSafeguard.Action action, AppliedSafeguard.Cause cause, long answers) {}
}
