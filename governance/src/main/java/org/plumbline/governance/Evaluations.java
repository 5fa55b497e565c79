package org.plumbline.governance;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/** What policies said, kept for ever. */
public interface Evaluations {
  void append(Tx tx, Evaluation evaluation);

  Optional<Evaluation> latest(VersionId version);

  /** The latest evaluation of each of those versions of a model that has one. */
  Map<VersionNumber, Evaluation> latest(ModelName model, Collection<VersionNumber> versions);
}
