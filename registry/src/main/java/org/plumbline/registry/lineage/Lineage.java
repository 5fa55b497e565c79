package org.plumbline.registry.lineage;

import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.RegistrationListener;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Version;

/** Tells where things come from and what they reach. Safe to share. */
public final class Lineage {
  /** Steps that are walked when nobody says how many: from a source to its predictions. */
  public static final int DEPTH = 6;

  /** The most steps that are walked. */
  public static final int MOST_DEPTH = 20;

  private static final int BATCH = 100;
  private static final System.Logger LOG = System.getLogger(Lineage.class.getName());

  private final Transactions transactions;
  private final LineageStore store;

  public Lineage(Transactions transactions, LineageStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  /** Records each new version in the transaction of its registration. */
  public static RegistrationListener recording(LineageStore store) {
    return (tx, version) -> store.record(tx, VersionLineage.of(version));
  }

  /**
   * The graph around a node.
   *
   * @param depth steps each way, 1 to {@link #MOST_DEPTH}
   * @throws PlumblineException NOT_FOUND without such a node
   */
  public LineageGraph around(NodeRef root, LineageDirection direction, int depth) {
    if (depth < 1 || depth > MOST_DEPTH) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "depth " + depth + " is not allowed: use 1 to " + MOST_DEPTH)
          .with("field", "depth");
    }
    return switch (direction) {
      case UPSTREAM -> found(root, store.upstream(root, depth));
      case DOWNSTREAM -> found(root, store.downstream(root, depth));
      case BOTH ->
          found(root, store.upstream(root, depth)).with(found(root, store.downstream(root, depth)));
    };
  }

  private static LineageGraph found(NodeRef root, Optional<LineageGraph> graph) {
    return graph.orElseThrow(
        () -> PlumblineException.of(ErrorCode.NOT_FOUND, "The lineage knows no " + root));
  }

  /** The live versions that a change of a source or a column reaches, most at stake first. */
  public ImpactPage impact(ImpactQuery query) {
    return store.impact(query);
  }

  /**
   * Adds versions that were registered before there was a lineage; gives how many.
   *
   * <p>A version that cannot be read is left out with a warning. May be cut off anywhere and called
   * again.
   */
  public int recordMissing(Registry registry) {
    int recorded = 0;
    Optional<VersionId> after = Optional.empty();
    while (!Thread.currentThread().isInterrupted()) {
      List<VersionId> batch = store.unrecorded(after, BATCH);
      if (batch.isEmpty()) {
        break;
      }
      for (VersionId id : batch) {
        recorded += recordMissing(registry, id) ? 1 : 0;
      }
      after = Optional.of(batch.getLast());
    }
    return recorded;
  }

  private boolean recordMissing(Registry registry, VersionId id) {
    Version version;
    try {
      version = registry.load(id);
    } catch (PlumblineException unreadable) {
      if (unreadable.code() != ErrorCode.TAMPERED && unreadable.code() != ErrorCode.NOT_FOUND) {
        throw unreadable;
      }
      LOG.log(System.Logger.Level.WARNING, "The lineage of " + id + " stays unknown", unreadable);
      return false;
    }
    transactions.run(tx -> store.record(tx, VersionLineage.of(version)));
    return true;
  }
}
