package org.plumbline.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** Where alerts are kept. */
public interface AlertStore {
  /**
   * The unresolved alerts of a model. Whoever has read them is alone with the model's alerts until
   * the transaction ends, so that two who find one cause at once open one alert.
   */
  List<Alert> unresolved(Tx tx, ModelName model);

  void save(Tx tx, Alert alert);

  Optional<Alert> find(UUID id);

  /**
   * Lists newest first.
   *
   * @param state a state's wire name, null for all
   * @param model null for all
   * @param after only alerts that follow this one, null for the first page
   */
  List<Alert> list(
      @Nullable String state, @Nullable ModelName model, @Nullable UUID after, int limit);

  /** What recent windows showed of each cause of a version that was ever found of late. */
  Map<Cause, Evidence> evidence(Tx tx, VersionId version);

  /** Replaces the evidence of one cause; clean evidence is forgotten. */
  void keep(Tx tx, VersionId version, Cause cause, Evidence evidence);

  /**
   * Replaces what the latest look at a version has found of these kinds.
   *
   * @param windowEnd end of what was looked at
   */
  void found(
      Tx tx, VersionId version, Set<AlertKind> kinds, List<Finding> findings, Instant windowEnd);

  /** What the latest looks at a version have found, loudest first. */
  List<FindingLine> findings(VersionId version);

  /** The last look at a version. */
  Optional<Looked> looked(Tx tx, VersionId version);

  /** The version was looked at up to a day; it waits no more. */
  void looked(Tx tx, VersionId version, Looked last);

  /** The version has new answers, and its plan wants it to be looked at later. */
  void postpone(Tx tx, VersionId version);

  /** Versions whose look was postponed. */
  List<VersionId> postponed();

  /**
   * How far a look came.
   *
   * @param at by the clock; null for looks from before that was known
   */
  record Looked(LocalDate day, @Nullable Instant at) {}
}
