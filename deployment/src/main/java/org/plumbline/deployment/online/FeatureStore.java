package org.plumbline.deployment.online;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Keeps the newest row of each entity of a model. Safe to share between threads. */
public interface FeatureStore {
  /** The newest row of each of these entities that has one, in any order; one query by index. */
  List<FeatureRow> find(ModelName model, Collection<String> entities);

  /** The snapshots of a model, the last published first; at most a hundred. */
  List<FeatureSnapshot> snapshots(ModelName model);

  /**
   * Keeps those rows that are no older than what is known about their entity.
   *
   * @param rows of one snapshot, in its order; of an entity's rows of one time the last holds
   */
  void save(Tx tx, ModelName model, UUID snapshot, List<FeatureRow> rows);

  /** Of how many entities the newest row is one of this snapshot. */
  long holding(Tx tx, ModelName model, UUID snapshot);

  /** Adds the snapshot whose rows were saved in this transaction. */
  void append(Tx tx, FeatureSnapshot snapshot, List<String> columns);
}
