package org.plumbline.monitoring;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Where incidents are kept. */
public interface IncidentStore {
  /** The incident of a model that is not resolved; there is at most one. */
  Optional<Incident> unresolved(Tx tx, ModelName model);

  void save(Tx tx, Incident incident);

  /** Makes the alert a part of the incident. */
  void join(Tx tx, UUID incident, UUID alert);

  void append(Tx tx, UUID incident, IncidentEntry entry);

  Optional<Incident> find(UUID id);

  /** The alerts of an incident, oldest first. */
  List<Alert> alerts(UUID incident);

  /** Its steps, oldest first. */
  List<IncidentEntry> entries(UUID incident);

  /**
   * Lists newest first.
   *
   * @param state a state's wire name, null for all
   * @param model null for all
   * @param after only incidents that follow this one, null for the first page
   */
  List<Incident> list(
      @Nullable String state, @Nullable ModelName model, @Nullable UUID after, int limit);
}
