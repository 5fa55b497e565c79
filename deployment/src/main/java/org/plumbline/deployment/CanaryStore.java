package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** Where canaries and what is known of challengers are kept. */
public interface CanaryStore {
  /** Stores the canary, or its next state. */
  void save(Tx tx, Canary canary);

  /** The canary of a model that has not ended, as it is within the transaction. */
  Optional<Canary> active(Tx tx, ModelName model);

  /** The newest canary of a model, ended or not. */
  Optional<Canary> latest(ModelName model);

  /** The models with a canary that has not ended. */
  List<ModelName> models();

  /** Claims the looking after canaries for this transaction; false when another has it. */
  boolean claim(Tx tx);

  /** Adds what was seen in an hour. */
  void add(Tx tx, Compared compared, Instant hour, Evidence seen);

  /** All that is known of a deployment beside a champion, oldest hour first. */
  List<Hour> hours(long deployment, VersionId champion);

  /**
   * What is compared.
   *
   * @param deployment of the challenger, by its place in the ledger: one step of a canary, or a
   *     shadow
   */
  record Compared(long deployment, VersionId champion) {}

  /** What was seen in one hour. */
  record Hour(Instant start, Evidence evidence) {}
}
