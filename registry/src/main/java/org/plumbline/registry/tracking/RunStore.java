package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** Keeps the attributes of runs, and finds runs. Safe to share. */
public interface RunStore {
  void add(Tx tx, RunInfo run);

  /** The attributes, locked until the transaction ends: nobody else changes or logs meanwhile. */
  Optional<RunInfo> lock(Tx tx, RunId id);

  /** The attributes, locked against change; others may log at the same time. */
  Optional<RunInfo> share(Tx tx, RunId id);

  /** Writes name, status, end and deletion. */
  void update(Tx tx, RunInfo run);

  Optional<Run> find(RunId id);

  /** Those of the runs that exist, in the order given. */
  List<Run> find(List<RunId> ids);

  /** Notes that a version came of a run; noting it again does nothing. */
  void link(Tx tx, RunId run, VersionId version);

  /** The runs that a version came of, the first one first. */
  List<Run> findByVersion(VersionId version);

  RunPage search(RunQuery query);
}
