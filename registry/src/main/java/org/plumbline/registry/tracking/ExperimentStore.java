package org.plumbline.registry.tracking;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;

/** Keeps experiments. Safe to share. */
public interface ExperimentStore {
  /**
   * Adds an experiment under the next id.
   *
   * @param draft whose id does not count
   * @throws PlumblineException CONFLICT when the name is taken, also by a deleted one
   */
  Experiment add(Tx tx, Experiment draft);

  /** The experiment, locked until the transaction ends. */
  Optional<Experiment> lock(Tx tx, ExperimentId id);

  /**
   * Writes name, lifecycle and time of change.
   *
   * @throws PlumblineException CONFLICT when the name is taken
   */
  void update(Tx tx, Experiment experiment);

  /** Sets a tag; a null value takes it away. False when there was none to take away. */
  boolean tag(Tx tx, ExperimentId id, String key, @Nullable String value);

  /** Hides the runs that are active, as of {@code now}. */
  int deleteRuns(Tx tx, ExperimentId id, Instant now);

  /** Brings back the runs that were hidden at that instant. */
  int restoreRuns(Tx tx, ExperimentId id, Instant deletedAt);

  Optional<Experiment> find(ExperimentId id);

  Optional<Experiment> findByName(String name);

  ExperimentPage list(ExperimentQuery query);
}
