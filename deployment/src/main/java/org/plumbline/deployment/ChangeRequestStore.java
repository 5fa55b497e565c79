package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Where change requests are kept. */
public interface ChangeRequestStore {
  /** Stores the request, or its next state. */
  void save(Tx tx, ChangeRequest request);

  Optional<ChangeRequest> find(UUID id);

  /** Open requests that should have been decided by then, oldest first. */
  List<ChangeRequest> due(Instant now, int limit);

  /**
   * Changes that went through although a policy stood against them, newest first.
   *
   * @param serving only those whose version serves by that change now
   */
  List<PolicyOverride> overrides(boolean serving, int limit);

  /**
   * Lists newest first.
   *
   * @param state a state's wire name, null for all
   * @param model null for all
   * @param after only requests older than this one, null for the first page
   */
  List<ChangeRequest> list(
      @Nullable String state, @Nullable ModelName model, @Nullable UUID after, int limit);
}
