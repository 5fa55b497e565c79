package org.plumbline.deployment;

import java.util.List;
import java.util.UUID;
import org.plumbline.kernel.Tx;

/** What stands around change requests: remarks, and who votes for whom. */
public interface ApprovalStore {
  void add(Tx tx, UUID request, Comment comment);

  /** Oldest first. */
  List<Comment> comments(UUID request);

  /** Adds a delegation, or ends it. */
  void save(Tx tx, Delegation delegation);

  /** Newest first; those that are over too. */
  List<Delegation> delegations(int limit);
}
