package org.plumbline.governance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/** What policies said, kept for ever. */
public interface Evaluations {
  /**
   * Keeps an evaluation with the facts that it saw.
   *
   * @return the SHA-256 of facts, rules and verdict as kept, in hex: the evidence of a decision
   */
  String append(Tx tx, Evaluation evaluation);

  /** The evaluations of those hashes, with their facts. */
  List<Evidence> evidence(Collection<String> hashes);

  /**
   * What a decision rested on.
   *
   * @param intact whether what is kept still has the hash
   */
  record Evidence(String hash, Evaluation evaluation, boolean intact) {}

  Optional<Evaluation> latest(VersionId version);

  /** The latest evaluation of each of those versions of a model that has one. */
  Map<VersionNumber, Evaluation> latest(ModelName model, Collection<VersionNumber> versions);
}
