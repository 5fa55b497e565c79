package org.plumbline.registry.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** Keeps the graph. */
public interface LineageStore {
  /** Adds what is not there yet; saying the same again changes nothing. */
  void record(Tx tx, VersionLineage lineage);

  /**
   * Adds what a run elsewhere read and wrote; gives false, and adds nothing, when an event of that
   * run, type and time was told before.
   */
  boolean tell(Tx tx, ToldEvent event, String by, Instant now);

  /** What the node came of, the node itself first; empty when there is no such node. */
  Optional<LineageGraph> upstream(NodeRef root, int depth);

  /** What came of the node, the node itself first; empty when there is no such node. */
  Optional<LineageGraph> downstream(NodeRef root, int depth);

  ImpactPage impact(ImpactQuery query);

  /** Registered versions whose making is not in the graph, in order; after the given one. */
  List<VersionId> unrecorded(Optional<VersionId> after, int limit);
}
